import { z } from "zod";
import { leaseNext } from "@/lib/assignments/lease-next";
import { leaseIdSchema, maxLeasesHeld } from "@/lib/assignments/schema";
import { askerRoute } from "@/lib/http/api-route";

const schema = z.object({
  projectId: z.string().min(1),
  campaignId: z.string().min(1),
  holding: z.array(leaseIdSchema).max(500),
  assignmentId: leaseIdSchema.optional(),
  want: z.number().int().min(1).max(maxLeasesHeld).default(1),
});

/** The next items for whoever is signed in, as many as are wanted and there are. */
export const POST = askerRoute({ schema, handler: async (asker, input) => ({ work: await leaseNext(asker, input) }) });
