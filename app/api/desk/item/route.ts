import { z } from "zod";
import { getOwnItem } from "@/lib/annotations/get-own-item";
import { apiRoute } from "@/lib/http/api-route";

const schema = z.object({ projectId: z.string().min(1), annotationId: z.string().min(1) });

/** The texts that one of one's own answers is about. */
export const GET = apiRoute({ schema, handler: getOwnItem });
