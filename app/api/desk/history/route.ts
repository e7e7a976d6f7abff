import { z } from "zod";
import { listOwnAnnotations } from "@/lib/annotations/own-work";
import { apiRoute } from "@/lib/http/api-route";

const schema = z.object({
  projectId: z.string().min(1),
  campaignId: z.string().min(1),
  take: z.coerce.number().int().min(1).max(100),
  skip: z.coerce.number().int().min(0),
});

/** One's own live answers, newest first. */
export const GET = apiRoute({ schema, handler: async (actor, input) => ({ answers: await listOwnAnnotations(actor, input) }) });
