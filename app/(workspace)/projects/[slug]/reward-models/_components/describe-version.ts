import { counted, formatFigure } from "@/components/ui/figure-format";
import { encoderTitle } from "@/lib/reward-models/encoder-title";
import type { VersionView } from "@/lib/reward-models/schema";
import { warningOf } from "@/lib/reward-models/warning-of";
import type { Warning } from "@/lib/reward-models/warning-of";

export const headWords = { linear: "linear", mlp: "a layer of hidden units (MLP)", "low-rank": "low-rank products of features" } as const;

export const lossWords = {
  "bradley-terry": "comparisons (Bradley–Terry)",
  "bradley-terry-ties": "comparisons with ties",
  "plackett-luce": "rankings (Plackett–Luce)",
  pro: "rankings with gaps (PRO)",
  regression: "ratings as numbers",
  ordinal: "ratings as levels",
  cost: "cost: what is unsafe, and how much",
  preference: "preferences that may run in circles",
} as const;

/** One example of what a loss learns from: what its learning curve counts. */
export const exampleWords = {
  "bradley-terry": "comparison",
  "bradley-terry-ties": "comparison",
  "plackett-luce": "choice from a list",
  pro: "choice from a list",
  regression: "rating",
  ordinal: "rating",
  cost: "label",
  preference: "comparison",
} as const satisfies Record<VersionView["loss"], string>;

export const triggerWords = {
  person: "asked for by a person",
  labels: "trained after enough new answers",
  drift: "trained because of drift",
} as const;

export const describeLabels = (labels: string): string => {
  if (labels === "consensus") return "consensus";
  if (labels === "human") return "majority";
  if (labels.startsWith("annotator:")) return labels.slice("annotator:".length);
  return "routing plan";
};

/** "3,210 comparisons · lexical encoder, linear head · seed 17 · 4.2 s on cpu" */
export const describeVersion = ({ trainPairs, encoder, head, loss, seed, folds, provider, metrics }: VersionView): string =>
  [
    `${counted(trainPairs, "comparison")}`,
    `${encoderTitle(encoder)} encoder`,
    `${head} head`,
    ...(loss === "bradley-terry" ? [] : [lossWords[loss]]),
    `${folds} folds by prompt`,
    `seed ${seed}`,
    metrics ? `${formatFigure(metrics.seconds, "number", 1)} s on ${provider ?? "cpu"}` : null,
  ]
    .filter((part) => part !== null)
    .join(" · ");

/** What the figures rest on, and a warning where they speak against the model or rest on too little for what one would like to claim. */
export const describeBasis = ({ metrics, testPairs, options }: VersionView): { says: string; warning: Warning | null } => ({
  says:
    metrics?.basis === "test"
      ? `Measured on ${counted(testPairs, "comparison")} of a test set whose prompts were never trained on.`
      : options.tuneLayers > 0
        ? "Measured on the one fold of prompts that was kept out of the fine-tuning."
        : "Measured by cross-validation: each comparison by a model that did not see its prompt.",
  warning: metrics && warningOf(metrics),
});
