import { z } from "zod";
import { getOwnProgress } from "@/lib/annotations/own-work";
import { apiRoute } from "@/lib/http/api-route";

const schema = z.object({ projectId: z.string().min(1), campaignId: z.string().min(1) });

export const GET = apiRoute({ schema, handler: getOwnProgress });
