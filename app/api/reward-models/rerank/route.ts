import { apiRoute } from "@/lib/http/api-route";
import { bestOfNSchema } from "@/lib/reward-models/serve-schema";
import { rerank } from "@/lib/reward-models/serve-scores";

/** Responses to one prompt, best first. */
export const POST = apiRoute({ schema: bestOfNSchema, handler: rerank });
