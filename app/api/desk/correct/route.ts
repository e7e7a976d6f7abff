import { correctAnnotation } from "@/lib/annotations/correct-annotation";
import { correctSchema } from "@/lib/annotations/schema";
import { apiRoute } from "@/lib/http/api-route";

/** A new answer in the place of an older one of one's own; the older stays on record. */
export const POST = apiRoute({ schema: correctSchema, handler: correctAnnotation });
