import { formatFigure } from "@/components/ui/figure-format";
import type { VersionView } from "@/lib/reward-models/schema";

export const describeLabels = (labels: string): string => {
  if (labels === "consensus") return "consensus";
  if (labels === "human") return "majority";
  if (labels.startsWith("annotator:")) return labels.slice("annotator:".length);
  return "routing plan";
};

/** "3,210 comparisons · lexical encoder, linear head · seed 17 · 4.2 s on cpu" */
export const describeVersion = ({ trainPairs, encoder, seed, folds, provider, metrics }: VersionView): string =>
  [
    `${formatFigure(trainPairs, "count")} comparisons`,
    `${encoder} encoder`,
    `${folds} folds by prompt`,
    `seed ${seed}`,
    metrics ? `${formatFigure(metrics.seconds, "number", 1)} s on ${provider ?? "cpu"}` : null,
  ]
    .filter((part) => part !== null)
    .join(" · ");

/** What the figures rest on, and a warning where they rest on too little. */
export const describeBasis = ({ metrics, trainPairs, testPairs }: VersionView): { says: string; warning: string | null } => ({
  says:
    metrics?.basis === "test"
      ? `Measured on ${formatFigure(testPairs, "count")} comparisons of a test set whose prompts were never trained on.`
      : "Measured by cross-validation: each comparison by a model that did not see its prompt.",
  warning:
    trainPairs < 200
      ? `With ${formatFigure(trainPairs, "count")} comparisons a lexical model can be expected to do little better than “the longer response wins”. Below 200, read the intervals before the figures.`
      : null,
});
