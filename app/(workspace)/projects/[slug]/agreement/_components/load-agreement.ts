import type { OpenProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import type { AgreementView } from "@/app/(workspace)/projects/[slug]/agreement/_components/view";
import { measureSelfConsistency } from "@/lib/agreement/measure-self-consistency";
import { summariseAgreement } from "@/lib/agreement/summarise-agreement";
import { getReliabilities } from "@/lib/aggregation/get-consensus";
import { getNewestAggregation } from "@/lib/aggregation/get-newest-aggregation";
import { pageData } from "@/lib/http/page-data";
import { kindOf } from "@/lib/kinds/registry";

const contestedShown = 12;
/** More columns than this do not fit beside the table. */
const matrixAnnotators = 12;

/** Everything the page shows, or what is missing for it. */
export const loadAgreement = ({ project, campaigns, may }: OpenProject, view: AgreementView) =>
  pageData(async (actor) => {
    const campaign = campaigns.find((one) => one.slug === view.campaign) ?? campaigns[0];
    if (!campaign) return { state: "no-campaign" as const, project, campaigns };
    const scope = { projectId: project.id, campaignId: campaign.id, source: view.source };
    const summary = await summariseAgreement(actor, { ...scope, matrixAnnotators, contested: contestedShown });
    if (summary.totalLabels === 0) return { state: "no-labels" as const, project, campaigns };
    const [read, newest, self] = await Promise.all([
      getReliabilities(actor, { ...scope, question: summary.main.question }),
      getNewestAggregation(actor, scope),
      measureSelfConsistency(actor, scope),
    ]);
    const kind = kindOf(campaign.kind);
    return {
      state: "ready" as const,
      project,
      campaigns,
      campaign,
      mayRun: may("aggregation:run"),
      mayLeaveOut: may("quality:manage"),
      // Between two responses a coin is right half of the time; on a scale, or of several labels, it says nothing.
      ofTwo: kind.units(campaign.config, 2).some((unitKey) => unitKey.includes("-")),
      ownModel: kind.aggregator(campaign.config, summary.main.question) !== null,
      ...summary,
      aggregation: read?.aggregation ?? null,
      annotators: read?.annotators ?? null,
      newest,
      self,
    };
  });

export type LoadedAgreement = Awaited<ReturnType<typeof loadAgreement>>;
