import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { notFound } from "@/lib/errors";
import { kindOf } from "@/lib/kinds/registry";
import { configNode } from "@/lib/projects/config-fields";
import type { ConfigNode } from "@/lib/projects/config-fields";
import { campaignAnswers } from "@/lib/projects/read-store";
import type { CampaignView } from "@/lib/projects/schema";
import { countCampaignAnswers, findCampaignBySlug } from "@/lib/projects/store";
import { db } from "@/lib/db";

export type CampaignDetail = {
  campaign: CampaignView;
  kindTitle: string;
  kindSummary: string;
  config: Record<string, unknown>;
  /** its settings as a form can show them */
  node: ConfigNode;
  /** answers given, those taken back included: with one the question is fixed */
  answers: number;
  /** of them, what its lists count */
  annotations: number;
};

/** A campaign with its kind's settings as a form can show them. */
export const getCampaign = async (actor: Actor, input: { projectId: string; slug: string }): Promise<CampaignDetail> => {
  await guard(actor, "campaigns:see", { projectId: input.projectId });
  const campaign = await findCampaignBySlug(input.projectId, input.slug);
  if (!campaign) throw notFound("campaign");
  const kind = kindOf(campaign.kind);
  const [answers, annotations] = await Promise.all([
    countCampaignAnswers(db(), input.projectId, campaign.id),
    campaignAnswers(input.projectId, campaign.id),
  ]);
  return {
    campaign,
    kindTitle: kind.title,
    kindSummary: kind.summary,
    config: z.record(z.string(), z.unknown()).parse(kind.configSchema.parse(campaign.config)),
    node: configNode(kind.configSchema),
    answers,
    annotations,
  };
};
