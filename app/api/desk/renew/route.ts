import { z } from "zod";
import { renewLease } from "@/lib/assignments/renew-lease";
import { leaseRefSchema } from "@/lib/assignments/schema";
import { apiRoute } from "@/lib/http/api-route";

const schema = leaseRefSchema.extend({ projectId: z.string().min(1), campaignId: z.string().min(1) });

export const POST = apiRoute({ schema, handler: renewLease });
