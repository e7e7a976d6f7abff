import type { DeskProps } from "@/components/annotate/desk";
import type { Progress } from "@/components/annotate/desk-api";
import { loadLanguage } from "@/components/annotate/load-messages";
import type { DeskLanguage } from "@/components/annotate/load-messages";
import { getOwnProgress } from "@/lib/annotations/own-work";
import type { Actor } from "@/lib/auth/actor";
import { getDeskPreferences } from "@/lib/auth/get-desk-preferences";
import type { Locale } from "@/lib/auth/preferences-schema";
import { notFound } from "@/lib/errors";
import { getProject } from "@/lib/projects/get-project";
import { listGuides } from "@/lib/projects/list-guides";
import { questionHash } from "@/lib/projects/question-hash";
import type { CampaignView } from "@/lib/projects/schema";
import { readGate } from "@/lib/qualification/read-gate";
import type { Gate } from "@/lib/qualification/schema";

export type OfferedCampaign = { slug: string; name: string; state: CampaignView["state"]; progress: Progress };

type Loaded = { project: string; language: DeskLanguage } & (
  | { choose: OfferedCampaign[] }
  | { choose: null; gate: Gate; props: DeskProps }
);

/** The desk of the campaign named in the address; of the only one there is; else the choice. */
export const loadDesk = async (actor: Actor, slug: string, wanted: string | null, browserLocale: Locale): Promise<Loaded> => {
  if (actor.kind !== "person") throw notFound("desk");
  const [{ project, campaigns }, preferences] = await Promise.all([getProject(actor, { slug }), getDeskPreferences(actor)]);
  const language = await loadLanguage(preferences.locale ?? browserLocale);
  const offered = campaigns.filter((campaign) => campaign.state === "open" || campaign.state === "paused");
  const campaign = wanted === null ? (offered.length === 1 ? offered[0] : undefined) : offered.find((entry) => entry.slug === wanted);
  if (wanted !== null && !campaign) throw notFound("campaign");
  const progressOf = ({ id }: CampaignView): Promise<Progress> => getOwnProgress(actor, { projectId: project.id, campaignId: id });
  if (!campaign) {
    const choose = await Promise.all(
      offered.map(async (entry) => ({ slug: entry.slug, name: entry.name, state: entry.state, progress: await progressOf(entry) })),
    );
    return { project: project.name, language, choose };
  }
  const [gate, guides, progress] = await Promise.all([
    readGate(actor, { projectId: project.id, campaignId: campaign.id }),
    listGuides(actor, { projectId: project.id, campaignId: campaign.id }),
    progressOf(campaign),
  ]);
  const { id, name, kind, config, extras, highlightedWords, leaseSeconds, guideVersion, questionVersion } = campaign;
  return {
    project: project.name,
    language,
    choose: null,
    gate,
    props: {
      userId: actor.userId,
      projectId: project.id,
      backHref: offered.length > 1 ? `/projects/${slug}/annotate` : `/projects/${slug}`,
      campaign: {
        id,
        name,
        kind,
        config,
        extras,
        highlightedWords,
        leaseSeconds,
        guideVersion,
        questionVersion,
        questionHash: questionHash(campaign),
      },
      guides: guides.map(({ version, markdown, note, examples, createdAt }) => ({ version, markdown, note, examples, createdAt })),
      progress,
      notice: gate.standing === "warned" ? gate.message : "",
      preferences,
      browserLocale,
      language,
    },
  };
};
