import { z } from "zod";
import { releaseLease } from "@/lib/assignments/release-lease";
import { leaseRefSchema } from "@/lib/assignments/schema";
import { apiRoute } from "@/lib/http/api-route";

const schema = leaseRefSchema.extend({ projectId: z.string().min(1) });

export const POST = apiRoute({ schema, handler: releaseLease });
