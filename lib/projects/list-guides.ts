import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { guidesOf } from "@/lib/projects/read-store";
import type { GuideView } from "@/lib/projects/schema";

/** Every version of a campaign's guide, the newest first, each with how many answers were given under it. */
export const listGuides = async (actor: Actor, input: { projectId: string; campaignId: string }): Promise<GuideView[]> => {
  await guard(actor, "guides:see", { projectId: input.projectId });
  return guidesOf(input.projectId, input.campaignId);
};
