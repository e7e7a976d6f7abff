import { apiRoute } from "@/lib/http/api-route";
import { bestOfNSchema } from "@/lib/reward-models/serve-schema";
import { bestOfN } from "@/lib/reward-models/serve-scores";

/** The best of several responses to one prompt. */
export const POST = apiRoute({ schema: bestOfNSchema, handler: bestOfN });
