import { raiseFlag } from "@/lib/flags/raise-flag";
import { raiseFlagSchema } from "@/lib/flags/schema";
import { apiRoute } from "@/lib/http/api-route";

/** A word about the item on screen, for the researchers. */
export const POST = apiRoute({ schema: raiseFlagSchema, handler: raiseFlag });
