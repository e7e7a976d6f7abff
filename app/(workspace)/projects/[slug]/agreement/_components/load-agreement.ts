import type { AgreementView } from "@/app/(workspace)/projects/[slug]/agreement/_components/view";
import { compareAnnotators } from "@/lib/agreement/compare-annotators";
import { findContestedTasks } from "@/lib/agreement/find-contested-tasks";
import { measureAgreement } from "@/lib/agreement/measure-agreement";
import { getConsensus } from "@/lib/aggregation/get-consensus";
import { getNewestAggregation } from "@/lib/aggregation/get-newest-aggregation";
import type { Actor } from "@/lib/auth/actor";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { getProject } from "@/lib/projects/get-project";

const contestedShown = 12;
/** More columns than this do not fit beside the table. */
const matrixAnnotators = 12;

/** Everything the page shows, or what is missing for it. */
export const loadAgreement = async (actor: Actor, slug: string, view: AgreementView) => {
  const [{ role }, { project, campaigns }] = await Promise.all([describeMe(actor), getProject(actor, { slug })]);
  const campaign = campaigns.find((one) => one.slug === view.campaign) ?? campaigns[0];
  if (!campaign) return { state: "no-campaign" as const, project, campaigns };
  const scope = { projectId: project.id, campaignId: campaign.id, source: view.source };
  const alpha = await measureAgreement(actor, scope);
  if (alpha.labels === 0) return { state: "no-labels" as const, project, campaigns };
  const [fleiss, percent, matrix, contested, read, newest] = await Promise.all([
    measureAgreement(actor, { ...scope, metric: "fleiss-kappa" }),
    measureAgreement(actor, { ...scope, metric: "percent-agreement" }),
    compareAnnotators(actor, { ...scope, most: matrixAnnotators }),
    findContestedTasks(actor, { ...scope, limit: contestedShown }),
    getConsensus(actor, { ...scope, question: alpha.question }),
    getNewestAggregation(actor, scope),
  ]);
  return {
    state: "ready" as const,
    project,
    campaigns,
    campaign,
    mayRun: can(role, "aggregation:run"),
    alpha,
    fleiss,
    percent,
    matrix,
    contested,
    aggregation: read?.aggregation ?? null,
    annotators: read?.annotators ?? null,
    newest,
  };
};
