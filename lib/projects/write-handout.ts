import type { Tx } from "@/lib/db";
import type { Handout } from "@/lib/projects/handout-schema";
import { updateHandout } from "@/lib/projects/store";

/** Stores how a campaign hands out, in the caller's transaction; the caller has been granted the campaign. */
export const writeHandout = async (tx: Tx, input: { projectId: string; campaignId: string; handout: Handout }): Promise<void> =>
  updateHandout(tx, input.projectId, input.campaignId, input.handout);
