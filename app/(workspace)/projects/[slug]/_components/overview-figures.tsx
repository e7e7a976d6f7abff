import { BarsPerDay } from "@/components/charts/bars-per-day";
import { LineBandChart } from "@/components/charts/line-band-chart";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { describeEstimate, formatFigure } from "@/components/ui/figure-format";
import type { ModelVersion, ProjectSummary, StoredEstimate } from "@/lib/overview/schema";

/** Labels a day, and what the reward model makes of them. */
export function OverviewFigures({ summary, projectSlug }: { summary: ProjectSummary; projectSlug: string }) {
  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-2">
      <BarsPerDay fileName={`${projectSlug}-labels-a-day`} days={summary.days} />
      <ModelFigure models={summary.models} slug={projectSlug} />
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
      yTitle="held-out accuracy, %"
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
