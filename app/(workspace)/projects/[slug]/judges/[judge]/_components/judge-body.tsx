import { ArchiveButton } from "@/app/(workspace)/projects/[slug]/judges/[judge]/_components/archive-button";
import { AskForm } from "@/app/(workspace)/projects/[slug]/judges/[judge]/_components/ask-form";
import type { LoadedJudge } from "@/app/(workspace)/projects/[slug]/judges/[judge]/_components/load-judge";
import { NewestRound } from "@/app/(workspace)/projects/[slug]/judges/[judge]/_components/newest-round";
import { TryPanel } from "@/app/(workspace)/projects/[slug]/judges/[judge]/_components/try-panel";
import { Unanswered } from "@/app/(workspace)/projects/[slug]/judges/[judge]/_components/unanswered";
import { AsksTable } from "@/app/(workspace)/projects/[slug]/judges/_components/asks-table";
import { JudgeForm } from "@/app/(workspace)/projects/[slug]/judges/_components/judge-form";
import type { OpenProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { JobProgress } from "@/components/jobs/job-progress";
import { PageHeader, Section } from "@/components/shell/page-header";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { inDollars } from "@/lib/budgets/schema";
import { providerTitles } from "@/lib/judges/schema";

type Props = Pick<OpenProject, "slug" | "projectId" | "may"> & LoadedJudge;

export function JudgeBody({ slug, projectId, may, card, asks, imported, open, plans, unanswered, working, reasons }: Props) {
  const { judge } = card;
  const place = { slug, projectId };
  const mayAsk = may("judges:ask") && !judge.archived;
  return (
    <>
      <PageHeader
        title={judge.name}
        crumb={judge.name}
        facts={`${providerTitles[judge.settings.provider]} · version ${judge.version} · ${counted(judge.labels, "label")}, ${formatFigure(card.referenced, "count")} of them with a known answer or a majority of people · ${inDollars(card.costMicros)} paid`}
        actions={may("judges:edit") ? <ArchiveButton {...place} judge={judge} /> : null}
      />
      {working ? (
        <div className="mb-6">
          <JobProgress projectId={projectId} jobId={working.id} initial={working} label={`Asking ${judge.name}`} unit="questions" />
        </div>
      ) : null}
      <NewestRound card={card} asks={asks} reasons={reasons} />
      <div className="grid gap-x-11 lg:grid-cols-2">
        {mayAsk && !working ? (
          <Section title="Ask">
            <AskForm {...place} judgeId={judge.id} campaigns={open} plans={plans} />
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
              <Unanswered key={campaign.id} {...place} judgeId={judge.id} campaign={campaign} unanswered={view} mayAsk={mayAsk} />
            ))}
          </div>
        </Section>
      ) : null}
      {may("judges:ask") ? (
        <Section title="Try on an item" ruled>
          <TryPanel projectId={projectId} judgeId={judge.id} template={judge.template} />
        </Section>
      ) : null}
      {may("judges:edit") ? (
        <Section title="Change" about="labels keep the version that gave them" ruled>
          <JudgeForm key={judge.version} {...place} judge={judge} annotators={imported} />
        </Section>
      ) : null}
    </>
  );
}
