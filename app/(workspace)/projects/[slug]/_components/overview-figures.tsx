import { AgreementNow, measureNow } from "@/app/(workspace)/projects/[slug]/_components/agreement-now";
import { BarsPerDay } from "@/components/charts/bars-per-day";
import { LineBandChart } from "@/components/charts/line-band-chart";
import { Meanwhile } from "@/components/shell/meanwhile";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { describeEstimate, formatFigure } from "@/components/ui/figure-format";
import type { ModelVersion, ProjectSummary, StoredEstimate } from "@/lib/overview/schema";

/** How far annotators agree, what a model makes of it, and how the labels came in. */
export function OverviewFigures({ summary, projectId, slug }: { summary: ProjectSummary; projectId: string; slug: string }) {
  const { counts } = summary;
  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-2 xl:grid-cols-3">
      <Meanwhile
        data={measureNow(projectId, { people: counts.labelsPeople, models: counts.labelsModels })}
        skeleton={<SkeletonRows rows={2} />}
      >
        {(reports) => <AgreementNow slug={slug} reports={reports} />}
      </Meanwhile>
      <ModelFigure models={summary.models} slug={slug} />
      <BarsPerDay fileName={`${slug}-labels-a-day`} days={summary.days} />
    </div>
  );
}

type Known = Extract<StoredEstimate, { value: number }>;
const known = (estimate: StoredEstimate | null): estimate is Known => estimate !== null && estimate.value !== null;

function ModelFigure({ models, slug }: { models: readonly ModelVersion[]; slug: string }) {
  const measured = models.flatMap((model) => (known(model.accuracy) ? [{ model, accuracy: model.accuracy }] : []));
  const newest = measured.at(-1);
  if (!newest) {
    return (
      <section>
        <h2 className="mb-3">Reward model</h2>
        <EmptyState
          title="No version yet"
          action={<LinkButton href={`/projects/${slug}/reward-models`}>Go to the reward models</LinkButton>}
        >
          A reward model learns from the consensus which response people prefer, and says how sure it is.
        </EmptyState>
      </section>
    );
  }
  const baseline = newest.model.longerWins;
  const estimate = {
    value: newest.accuracy.value,
    low: newest.accuracy.ci?.[0] ?? null,
    high: newest.accuracy.ci?.[1] ?? null,
    n: newest.accuracy.n ?? null,
  };
  return (
    <LineBandChart
      title="Reward model"
      fileName={`${slug}-reward-model-accuracy`}
      say={`v${newest.model.number}: ${describeEstimate(estimate, "percent")}${known(baseline) ? `; always choosing the longer answer ${formatFigure(baseline.value, "percent")} %` : ""}.`}
      yKind="percent"
      yTitle="accuracy on unseen prompts, %"
      xTitle="version"
      xMarks={measured.map(({ model }) => ({ x: model.number, label: `v${model.number}` }))}
      series={[
        {
          label: "accuracy",
          tone: "measured",
          joined: false,
          points: measured.map(({ model, accuracy }) => ({
            x: model.number,
            y: accuracy.value,
            low: accuracy.ci?.[0] ?? null,
            high: accuracy.ci?.[1] ?? null,
            n: accuracy.n ?? null,
          })),
        },
      ]}
      references={[
        { y: 0.5, label: "chance", kind: "chance" },
        ...(known(baseline) ? [{ y: baseline.value, label: "longer answer wins", kind: "baseline" as const }] : []),
      ]}
    />
  );
}
