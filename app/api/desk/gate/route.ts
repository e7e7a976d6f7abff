import { apiRoute } from "@/lib/http/api-route";
import { readGate } from "@/lib/qualification/read-gate";
import { placeSchema } from "@/lib/qualification/schema";

/** What stands between whoever is signed in and the next item. */
export const GET = apiRoute({ schema: placeSchema, handler: readGate });
