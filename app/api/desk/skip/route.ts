import { z } from "zod";
import { skipSchema } from "@/lib/assignments/schema";
import { skipAssignment } from "@/lib/assignments/skip-assignment";
import { apiRoute } from "@/lib/http/api-route";

const schema = skipSchema.extend({ projectId: z.string().min(1) });

export const POST = apiRoute({ schema, handler: skipAssignment });
