import { z } from "zod";
import { undoLast } from "@/lib/annotations/undo-last";
import { apiRoute } from "@/lib/http/api-route";

const schema = z.object({ projectId: z.string().min(1), campaignId: z.string().min(1) });

export const POST = apiRoute({ schema, handler: undoLast });
