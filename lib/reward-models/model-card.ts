import type { Evaluation, VersionMetrics } from "@/lib/reward-models/schema";

type Card = {
  project: string;
  number: number;
  labels: string;
  trainPairs: number;
  testPairs: number;
  excluded: Record<string, number>;
  seed: number;
  folds: number;
  provider: string;
  metrics: VersionMetrics;
  graphSha256: string;
  encoderSha256: string;
};

const estimate = (value: Evaluation["accuracy"], digits = 3): string => {
  if (value.value === null) return `undefined (${value.reason})`;
  const interval = value.ci ? ` [${value.ci[0].toFixed(digits)}, ${value.ci[1].toFixed(digits)}]` : "";
  return `${value.value.toFixed(digits)}${interval}, n = ${value.n}`;
};

const figures = (title: string, evaluation: Evaluation): string[] => [
  `### ${title}`,
  "",
  `| figure | value, 95 % interval by prompt |`,
  `|---|---|`,
  `| accuracy | ${estimate(evaluation.accuracy)} |`,
  `| longer response wins | ${estimate(evaluation.longerWins)} |`,
  `| gain on it | ${estimate(evaluation.gain)} |`,
  `| log loss (nats) | ${estimate(evaluation.logLoss)} |`,
  `| calibration error, ten bins | ${estimate(evaluation.ece)} |`,
  ...(evaluation.eceNoiseFloor
    ? [
        `| the same for an exactly calibrated model | ${evaluation.eceNoiseFloor.mean.toFixed(3)}, 95th percentile ${evaluation.eceNoiseFloor.high.toFixed(3)} |`,
      ]
    : []),
  "",
];

/** The model card: what it is, what it was trained on, how good it is, and what it must not be used for. Markdown. */
export const writeModelCard = (card: Card): string => {
  const { metrics } = card;
  const test = metrics.basis === "test" ? figures("Test set, prompts never trained on", metrics) : [];
  const excluded = Object.entries(card.excluded).map(([reason, count]) => `${count} ${reason}`);
  return [
    `# Reward model ${card.number} of ${card.project}`,
    "",
    "A lexical reward model: it reads words, pairs of words and 73 surface features, and knows nothing of meaning or truth.",
    "It ranks responses to one prompt; scores of different prompts cannot be compared.",
    "",
    `- Trained on ${card.trainPairs} comparisons: ${card.labels}.${excluded.length > 0 ? ` Left out: ${excluded.join(", ")}.` : ""}`,
    `- Heads and their weight: length ${metrics.coefficients.length.toFixed(3)}, linear ${metrics.coefficients.linear.toFixed(3)}, trees ${metrics.coefficients.trees.toFixed(3)}.`,
    `- Vocabulary ${metrics.vocabulary}, ${metrics.responses} distinct responses, seed ${card.seed}, ${card.folds} folds by prompt, run on ${card.provider}.`,
    `- P(a beats b) = 1 / (1 + exp(score(b) − score(a))).`,
    ...(card.trainPairs < 200
      ? ["- **Fewer than 200 comparisons: expect little more than “the longer response wins”, and wide intervals.**"]
      : []),
    "",
    "## Figures",
    "",
    ...test,
    ...figures("Cross-validation, each pair judged by a model that did not see its prompt", metrics.crossValidation),
    "## Largest effects of named features",
    "",
    ...metrics.features.slice(0, 12).map(({ name, weight }) => `- ${name}: ${weight >= 0 ? "+" : "−"}${Math.abs(weight).toFixed(3)}`),
    "",
    "## Files",
    "",
    `- \`model.onnx\` (sha256 ${card.graphSha256}): inputs features, entry_row, entry_term, entry_count; output score.`,
    `- \`encoder.json.gz\` (sha256 ${card.encoderSha256}): vocabulary, document frequencies, background and weights.`,
    "",
  ].join("\n");
};
