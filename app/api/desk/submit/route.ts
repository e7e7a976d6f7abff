import { submitAndClaimSchema } from "@/lib/annotations/schema";
import { submitAndClaim } from "@/lib/annotations/submit-and-claim";
import { apiRoute } from "@/lib/http/api-route";

export const POST = apiRoute({ schema: submitAndClaimSchema, handler: submitAndClaim });
