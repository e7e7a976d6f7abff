import { submitSchema } from "@/lib/annotations/schema";
import { submitAnnotation } from "@/lib/annotations/submit-annotation";
import { apiRoute } from "@/lib/http/api-route";

export const POST = apiRoute({ schema: submitSchema, handler: submitAnnotation });
