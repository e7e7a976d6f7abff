import { z } from "zod";
import { leaseNext } from "@/lib/assignments/lease-next";
import { leaseIdSchema } from "@/lib/assignments/schema";
import { apiRoute } from "@/lib/http/api-route";

const schema = z.object({ projectId: z.string().min(1), campaignId: z.string().min(1), holding: z.array(leaseIdSchema).max(200) });

/** The next item for whoever is signed in, or none. */
export const POST = apiRoute({ schema, handler: async (actor, input) => ({ work: await leaseNext(actor, input) }) });
