import { describeMe } from "@/lib/auth/describe-me";
import type { Me } from "@/lib/auth/describe-me";
import type { Actor } from "@/lib/auth/actor";
import { getCampaign } from "@/lib/projects/get-campaign";
import type { CampaignDetail } from "@/lib/projects/get-campaign";
import { getProject } from "@/lib/projects/get-project";

/** What both pages of a campaign begin with. */
export const loadCampaign = async (
  actor: Actor,
  slugs: { slug: string; campaign: string },
): Promise<CampaignDetail & { me: Me; projectId: string }> => {
  const [me, { project }] = await Promise.all([describeMe(actor), getProject(actor, { slug: slugs.slug })]);
  const detail = await getCampaign(actor, { projectId: project.id, slug: slugs.campaign });
  return { me, projectId: project.id, ...detail };
};
