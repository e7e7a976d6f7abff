import type { Metadata } from "next";
import { ArchiveButton } from "@/app/(workspace)/projects/[slug]/judges/[judge]/_components/archive-button";
import { AskForm } from "@/app/(workspace)/projects/[slug]/judges/[judge]/_components/ask-form";
import { CardTable } from "@/app/(workspace)/projects/[slug]/judges/[judge]/_components/card-table";
import { Unanswered } from "@/app/(workspace)/projects/[slug]/judges/[judge]/_components/unanswered";
import { TryPanel } from "@/app/(workspace)/projects/[slug]/judges/[judge]/_components/try-panel";
import { AsksTable } from "@/app/(workspace)/projects/[slug]/judges/_components/asks-table";
import { JudgeForm } from "@/app/(workspace)/projects/[slug]/judges/_components/judge-form";
import { JobProgress } from "@/components/jobs/job-progress";
import { Page, PageHeader, Section } from "@/components/shell/page-header";
import { Callout } from "@/components/ui/callout";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { inDollars } from "@/lib/budgets/schema";
import { pageData } from "@/lib/http/page-data";
import { findLatestJob } from "@/lib/jobs/find-latest-job";
import { getJudgeCard } from "@/lib/judges/judge-card";
import { explainFailures, listAsks, listImportedJudges } from "@/lib/judges/list-judges";
import { priceUnanswered } from "@/lib/judges/price-unanswered";
import { providerTitles } from "@/lib/judges/schema";
import { getProject } from "@/lib/projects/get-project";
import { listPlans } from "@/lib/routing/get-plan";

export const metadata: Metadata = { title: "Judge" };

export default async function JudgePage({ params }: { params: Promise<{ slug: string; judge: string }> }) {
  const { slug, judge: id } = await params;
  const { project, open, unanswered, card, asks, job, reasons, plans, imported, role } = await pageData(async (actor) => {
    const { project, campaigns } = await getProject(actor, { slug });
    const projectId = project.id;
    const card = await getJudgeCard(actor, { projectId, judge: id });
    const [asks, plans, imported, { role }] = await Promise.all([
      listAsks(actor, { projectId, judgeId: card.judge.id }),
      listPlans(actor, { projectId }),
      listImportedJudges(actor, { projectId }),
      describeMe(actor),
    ]);
    const [newest] = asks;
    const job = newest ? await findLatestJob(actor, { projectId, subjectId: newest.id }) : null;
    const open = campaigns.filter(({ state }) => state !== "archived").map((campaign) => ({ id: campaign.id, name: campaign.name }));
    const left = await Promise.all(
      open.map(async (campaign) => ({
        campaign,
        unanswered: await priceUnanswered(actor, { projectId, judgeId: card.judge.id, campaignId: campaign.id }),
      })),
    );
    const unanswered = left.filter(({ unanswered: { questions } }) => questions > 0);
    const reasons = newest ? await explainFailures(actor, { projectId, askId: newest.id }) : [];
    return { project, open, unanswered, card, asks, job, reasons, plans, imported, role };
  });
  const { judge, calls } = card;
  const working = job && (job.state === "queued" || job.state === "running") ? job : null;
  const [newest] = asks;
  // Some reasons are sentences of their own, with a full stop.
  const why = reasons[0]?.reason.replace(/[.\s]+$/, "");
  const nothingCame = newest?.state === "done" && newest.labels === 0 && newest.unanswered > 0;
  const failure = asks[0]?.state === "failed" ? asks[0].error : null;
  return (
    <Page>
      <PageHeader
        title={judge.name}
        crumb={judge.name}
        facts={`${providerTitles[judge.settings.provider]} · version ${judge.version} · ${counted(judge.labels, "label")}, ${formatFigure(card.referenced, "count")} of them with a known answer or a majority of people · ${inDollars(card.costMicros)} paid`}
        actions={can(role, "judges:edit") ? <ArchiveButton slug={slug} projectId={project.id} judge={judge} /> : null}
      />
      {working ? (
        <div className="mb-6">
          <JobProgress projectId={project.id} jobId={working.id} initial={working} label={`Asking ${judge.name}`} unit="questions" />
        </div>
      ) : null}
      {failure ? (
        <Callout tone="bad" title={failure} className="mb-6">
          What was answered is kept. Ask again to go on with the rest.
        </Callout>
      ) : null}
      {nothingCame && newest ? (
        <Callout
          tone="bad"
          title={`${newest.unanswered === 1 ? "The one question" : `None of the ${formatFigure(newest.unanswered, "count")} questions`} of the newest round has an answer`}
          className="mb-6"
        >
          {why ? `Most often: ${why}. ` : ""}No label was written. Try it on an item below, mend the settings, and ask again.
        </Callout>
      ) : null}
      {judge.labels > 0 ? (
        <CardTable measures={card.measures} />
      ) : (
        <p className="max-w-[56ch] font-read text-16 text-ink-2">
          No label yet. Once it has answered, its accuracy, its leanings and the cost of a correct label stand here, each with its 95 %
          interval.
        </p>
      )}
      {calls.unanswered > 0 && !nothingCame ? (
        <p className="mt-2 text-12 text-ink-2">
          {counted(calls.unanswered, "question has", "questions have")} no answer
          {calls.unknownCost > 0 ? `; of ${formatFigure(calls.unknownCost, "count")} the cost is not known and counted as promised` : ""}
          {why ? `. Most often in the newest round: ${why}` : ""}.
        </p>
      ) : null}
      <div className="grid gap-x-11 lg:grid-cols-2">
        {can(role, "judges:ask") && !working && !judge.archived ? (
          <Section title="Ask">
            <AskForm
              slug={slug}
              projectId={project.id}
              judgeId={judge.id}
              campaigns={open}
              plans={plans.filter(({ state }) => state === "committed").map(({ number }) => number)}
            />
          </Section>
        ) : null}
        <Section title="Rounds">
          <AsksTable asks={asks} />
        </Section>
      </div>
      {unanswered.length > 0 && !working ? (
        <Section title="Without an answer" about={`version ${judge.version}`} ruled>
          <div className="grid gap-8">
            {unanswered.map(({ campaign, unanswered: view }) => (
              <Unanswered
                key={campaign.id}
                slug={slug}
                projectId={project.id}
                judgeId={judge.id}
                campaign={campaign}
                unanswered={view}
                mayAsk={can(role, "judges:ask") && !judge.archived}
              />
            ))}
          </div>
        </Section>
      ) : null}
      {can(role, "judges:ask") ? (
        <Section title="Try on an item" ruled>
          <TryPanel projectId={project.id} judgeId={judge.id} template={judge.template} />
        </Section>
      ) : null}
      {can(role, "judges:edit") ? (
        <Section title="Change" about="labels keep the version that gave them" ruled>
          <JudgeForm key={judge.version} slug={slug} projectId={project.id} judge={judge} annotators={imported} />
        </Section>
      ) : null}
    </Page>
  );
}
