import { z } from "zod";
import { renewLeases } from "@/lib/assignments/renew-leases";
import { leaseRefSchema, maxLeasesHeld } from "@/lib/assignments/schema";
import { apiRoute } from "@/lib/http/api-route";

const schema = z.object({
  projectId: z.string().min(1),
  campaignId: z.string().min(1),
  leases: z.array(leaseRefSchema).min(1).max(maxLeasesHeld),
});

export const POST = apiRoute({ schema, handler: renewLeases });
