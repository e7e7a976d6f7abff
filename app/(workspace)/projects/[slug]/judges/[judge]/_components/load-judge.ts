import type { OpenProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { pageData } from "@/lib/http/page-data";
import { findLatestJob } from "@/lib/jobs/find-latest-job";
import { getJudgeCard } from "@/lib/judges/judge-card";
import { explainFailures, listAsks, listImportedJudges } from "@/lib/judges/list-judges";
import { priceUnanswered } from "@/lib/judges/price-unanswered";
import { listPlans } from "@/lib/routing/get-plan";

/** Everything the page shows of one judge. */
export const loadJudge = ({ projectId, campaigns }: Pick<OpenProject, "projectId" | "campaigns">, judgeId: string) =>
  pageData(async (actor) => {
    const [card, asks, plans, imported] = await Promise.all([
      getJudgeCard(actor, { projectId, judge: judgeId }),
      listAsks(actor, { projectId, judgeId }),
      listPlans(actor, { projectId }),
      listImportedJudges(actor, { projectId }),
    ]);
    const [newest] = asks;
    const open = campaigns.filter(({ state }) => state !== "archived").map(({ id, name }) => ({ id, name }));
    const left = await Promise.all(
      open.map(async (campaign) => ({
        campaign,
        unanswered: await priceUnanswered(actor, { projectId, judgeId, campaignId: campaign.id }),
      })),
    );
    const job = newest ? await findLatestJob(actor, { projectId, subjectId: newest.id }) : null;
    return {
      card,
      asks,
      imported,
      open,
      plans: plans.filter(({ state }) => state === "committed").map(({ number }) => number),
      unanswered: left.filter(({ unanswered: { questions } }) => questions > 0),
      working: job && (job.state === "queued" || job.state === "running") ? job : null,
      reasons: newest ? await explainFailures(actor, { projectId, askId: newest.id }) : [],
    };
  });

export type LoadedJudge = Awaited<ReturnType<typeof loadJudge>>;
