import { operations } from "@/lib/api/catalogue";
import { describeApi } from "@/lib/api/describe-api";

/** The document of the API. It holds nothing of anybody's, so whoever asks may have it. */
export const GET = (): Response => Response.json(describeApi(operations), { headers: { "cache-control": "public, max-age=300" } });
