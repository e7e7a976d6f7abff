import { apiRoute } from "@/lib/http/api-route";
import { scoreRequestSchema } from "@/lib/reward-models/serve-schema";
import { scorePrompts } from "@/lib/reward-models/serve-scores";

/** Scores of responses, one prompt or many. */
export const POST = apiRoute({ schema: scoreRequestSchema, handler: scorePrompts });
