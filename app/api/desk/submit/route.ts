import { submitAndClaimSchema } from "@/lib/annotations/schema";
import { submitAndClaim } from "@/lib/annotations/submit-and-claim";
import { askerRoute } from "@/lib/http/api-route";

export const POST = askerRoute({ schema: submitAndClaimSchema, handler: submitAndClaim });
