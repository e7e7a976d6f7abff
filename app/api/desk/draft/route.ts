import { z } from "zod";
import { saveDraft } from "@/lib/annotations/save-draft";
import { draftSchema } from "@/lib/annotations/schema";
import { leaseIdSchema } from "@/lib/assignments/schema";
import { apiRoute } from "@/lib/http/api-route";

const schema = z.object({ projectId: z.string().min(1), assignmentId: leaseIdSchema, draft: draftSchema });

export const POST = apiRoute({ schema, handler: saveDraft });
