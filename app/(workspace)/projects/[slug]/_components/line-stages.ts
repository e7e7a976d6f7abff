import { stuckTitle } from "@/app/(workspace)/projects/[slug]/_components/describe-stuck";
import type { PipelineLine, PipelineStage } from "@/components/charts/pipeline-geometry";
import { counted, formatFigure } from "@/components/ui/figure-format";
import type { ProjectSummary } from "@/lib/overview/schema";

const count = (n: number): string => formatFigure(n, "count");
const none = "–";

/** The summary as the picture of the line wants it. */
export function lineStages(slug: string, summary: ProjectSummary): PipelineLine {
  const { counts, consensus, models, plan, dataset, stuck } = summary;
  const at = (page: string): string => `/projects/${slug}/${page}`;
  const labels = counts.labelsPeople + counts.labelsModels;
  const newest = models.at(-1);
  const accuracy = newest?.accuracy;
  const stages: PipelineStage[] = [
    {
      key: "items",
      name: "Items",
      href: at("items"),
      figure: count(counts.items),
      volume: counts.items,
      note: counts.itemsToday > 0 ? `${count(counts.itemsToday)} new today` : undefined,
    },
    {
      key: "tasks",
      name: "Tasks",
      href: at("tasks"),
      figure: count(counts.tasks),
      volume: counts.tasks,
      note: counts.itemsUnasked > 0 ? `${counted(counts.itemsUnasked, "item")} not asked` : undefined,
    },
    { key: "labels", name: "Labels", href: at("agreement"), figure: count(labels), volume: labels },
    {
      key: "consensus",
      name: "Consensus",
      href: at("agreement"),
      figure: consensus ? count(consensus.decided) : none,
      volume: consensus?.decided ?? 0,
      note: consensus ? `${count(consensus.undecided)} undecided` : "not aggregated",
    },
    {
      key: "model",
      name: "Reward model",
      href: at("reward-models"),
      figure: newest ? `v${newest.number}` : none,
      volume: newest?.trainPairs ?? 0,
      note: !newest
        ? "not trained"
        : accuracy && accuracy.value !== null
          ? `${formatFigure(accuracy.value, "percent")} % accurate`
          : undefined,
    },
    {
      key: "routing",
      name: "Routing",
      href: at("routing"),
      figure: plan ? `plan ${plan.number}` : none,
      volume: plan?.humanItems ?? 0,
      note: plan ? `${count(plan.humanItems)} to people${plan.rehearsal ? ", rehearsed" : ""}` : "no plan",
    },
    {
      key: "dataset",
      name: "Data set",
      href: at("exports"),
      figure: dataset ? `v${dataset.number}` : none,
      volume: dataset?.rows ?? 0,
      note: dataset ? counted(dataset.rows, "row") : "none yet",
    },
  ];
  const [first] = stuck;
  return {
    stages,
    labels: { stage: "labels", people: counts.labelsPeople, models: counts.labelsModels },
    jam: first ? { stage: first.stage === "items" ? "tasks" : first.stage, text: stuckTitle(first, "short") } : undefined,
    back:
      plan?.state === "drawn" && !plan.rehearsal && plan.humanItems > 0
        ? { from: "routing", to: "tasks", text: `plan ${plan.number} would open ${counted(plan.humanItems, "task")}` }
        : undefined,
  };
}
