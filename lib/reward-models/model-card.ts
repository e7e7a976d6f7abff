import type { HonestFigures } from "@/lib/reward-models/honesty-schema";
import { recipeOf } from "@/lib/reward-models/recipe-of";
import type { Evaluation, VersionMetrics, VersionView } from "@/lib/reward-models/schema";
import { encoderTitle } from "@/lib/reward-models/encoder-title";
import { encoderFileName } from "@/lib/reward-models/version-files";
import { warningOf } from "@/lib/reward-models/warning-of";
import type { Warning } from "@/lib/reward-models/warning-of";

type Card = {
  project: string;
  version: VersionView;
  labels: string;
  trainPairs: number;
  testPairs: number;
  excluded: Record<string, number>;
  provider: string;
  metrics: VersionMetrics;
  codeVersion: string;
  dataSha256: string;
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
  `| calibration error, bins of equal size | ${estimate(evaluation.ece)} |`,
  ...(evaluation.eceNoiseFloor
    ? [
        `| the same for an exactly calibrated model | ${evaluation.eceNoiseFloor.mean.toFixed(3)}, 95th percentile ${evaluation.eceNoiseFloor.high.toFixed(3)} |`,
      ]
    : []),
  "",
];

const honest = ({ brier, ace, mce, calibration, length, slices }: HonestFigures, warning: Warning | null): string[] => {
  return [
    "### Honesty",
    "",
    "| figure | value, 95 % interval by prompt |",
    "|---|---|",
    `| Brier score | ${estimate(brier)} |`,
    `| average and largest calibration gap of a bin | ${estimate(ace)}; ${estimate(mce)} |`,
    ...(calibration
      ? [
          `| log loss before calibration | ${estimate(calibration.before.logLoss)} |`,
          `| after temperature ${calibration.temperature.toFixed(2)} | ${estimate(calibration.byTemperature.logLoss)} |`,
          `| after isotonic regression | ${estimate(calibration.byIsotonic.logLoss)} |`,
        ]
      : []),
    `| labels on length at equal margin, logits for each e-fold | ${estimate(length.beyond)} |`,
    `| length of its picks over people's | ${estimate(length.ratio)} |`,
    `| labels on being named first, logits | ${estimate(length.position)} |`,
    "",
    ...(length.alarm ? ["**Alarm: the model pays more for length than people do. Do not optimise against it as it is.**", ""] : []),
    ...(warning ? [`**${warning.title}.** ${warning.says}`, ""] : []),
    "| slice | accuracy | longer response wins |",
    "|---|---|---|",
    ...slices.map(
      ({ dimension, name, accuracy, longerWins }) => `| ${dimension}: ${name} | ${estimate(accuracy)} | ${estimate(longerWins)} |`,
    ),
    "",
  ];
};

/** The loss with ties takes labels with their probability whatever the options say; a fine-tuning reads settings of its own alone. */
const wayOf = ({ head, loss, options }: VersionView): string => {
  if (options.tuneLayers > 0) {
    const layers = options.tuneLayers === 1 ? "The top layer" : `The top ${options.tuneLayers} layers`;
    return `${layers} fine-tuned by adapters of rank ${options.tuneRank} and α ${options.tuneAlpha} with a linear head, loss ${loss}, ${options.tuneEpochs} ${options.tuneEpochs === 1 ? "pass" : "passes"} over the comparisons at a learning rate of up to ${options.tuneRate}, then ${decayWords[options.tuneDecay]}`;
  }
  return [
    `${head} head, loss ${loss}, penalty ${options.penalty}`,
    ...(head === "mlp" ? [`${options.hidden} hidden units`] : head === "low-rank" ? [`rank ${options.rank}`] : []),
    ...(options.targets === "posterior" || loss === "bradley-terry-ties" ? ["posteriors as targets"] : []),
    ...(options.margin > 0 ? [`margin ${options.margin} at full strength`] : []),
    ...(options.smoothing > 0 ? [`labels smoothed by ${options.smoothing}`] : []),
    ...(options.gapWeights ? ["pairs weighed by the gap of their ratings"] : []),
  ].join(", ");
};

const decayWords = { constant: "kept", linear: "falling in a line", cosine: "falling as a cosine" } as const;

const probability = (version: VersionView, metrics: VersionMetrics): string =>
  [chanceOfWinning(version, metrics), scaleOf(version, metrics)].filter((line) => line !== "").join(" ");

const chanceOfWinning = ({ loss }: VersionView, { tieFactor, tie, lapse, temperature }: VersionMetrics): string => {
  const plain = "1 / (1 + exp(score(b) − score(a)))";
  if (tieFactor !== null && tie === null) return `P(a beats b) = e^a / (e^a + k e^b) with k = ${tieFactor.toFixed(2)}; the rest are ties.`;
  if (tieFactor !== null && tie !== null) {
    const interval = tie.ci ? ` [${tie.ci.map((end) => end.toFixed(2)).join(", ")}]` : "";
    return `P(a beats b, where they are not the same) = ${plain}. With d = ${tie.scale.toFixed(3)} (score(a) − score(b)) and k = ${tieFactor.toFixed(2)}${interval}, P(a beats b) = 1 / (1 + k exp(−d)), P(b beats a) = 1 / (1 + k exp(d)); the rest are ties.`;
  }
  if (loss === "cost") {
    // The temperature is that of comparisons; the zero and the odds of a single response are those of the cost itself.
    const cost = temperature === null || temperature === 1 ? "score" : `${temperature.toPrecision(3)} score`;
    return `The score is minus the cost: below 0 is unsafe, P(unsafe) = 1 / (1 + exp(${cost})). Of two responses, P(a is safer) = ${plain}.`;
  }
  if (loss === "preference") return "The score is the lead over the average training response; a preference in a circle has no other.";
  if (lapse === 0) return `P(a beats b) = ${plain}.`;
  return `P(a beats b) = ${(1 - lapse).toFixed(3)} · ${plain} + ${(lapse / 2).toFixed(3)}: about ${Math.round(100 * lapse)} % of the labels go against any score by chance.`;
};

/** A head alone is calibrated after its fit; what its labels were in is still of use where they were ratings. */
const scaleOf = ({ loss }: VersionView, { temperature, aspectTemperatures }: VersionMetrics): string => {
  if (temperature === null || temperature === 1) return "";
  const aspects = aspectTemperatures.map(
    ({ aspect, labels, temperature: own, own: isOwn }) =>
      `${aspect} ${own.toPrecision(3)} (${labels} labelled pairs${isOwn ? "" : ", too few for its own: the first aspect’s"})`,
  );
  const each = aspects.length === 0 ? "" : ` Temperature of each aspect: ${aspects.join(", ")}.`;
  const own = loss === "regression" ? " Score times temperature is a rating, up to a constant." : "";
  return `Scores are what the head gives, divided by a temperature of ${temperature.toPrecision(3)} that was fitted on prompts left out.${own}${each}`;
};

/** The model card: what it is, what it was trained on, how good it is, and what it must not be used for. Markdown. */
export const writeModelCard = (card: Card): string => {
  const { metrics, version } = card;
  const test = metrics.basis === "test" ? figures("Test set, prompts never trained on", metrics) : [];
  const excluded = Object.entries(card.excluded).map(([reason, count]) => `${count} ${reason}`);
  const lexical = version.encoder === "lexical";
  const tuned = version.options.tuneLayers > 0;
  return [
    `# Reward model ${version.number} of ${card.project}`,
    "",
    lexical
      ? "A lexical reward model: it reads words, pairs of words and surface features, and knows nothing of meaning or truth."
      : tuned
        ? `A reward model that is the text encoder ${encoderTitle(version.encoder)}, fine-tuned.`
        : `A reward model on vectors of the text encoder ${encoderTitle(version.encoder)}.`,
    "It ranks responses to one prompt; scores of different prompts cannot be compared.",
    "",
    `- Trained on ${card.trainPairs} comparisons: ${card.labels}.${excluded.length > 0 ? ` Left out: ${excluded.join(", ")}.` : ""}`,
    recipeOf(version) === "stack" && metrics.coefficients
      ? `- Heads and their weight: ${Object.entries(metrics.coefficients)
          .map(([name, weight]) => `${name} ${weight.toFixed(3)}`)
          .join(", ")}.`
      : `- ${wayOf(version)}.`,
    `- Vocabulary ${metrics.vocabulary}, ${metrics.responses} distinct responses, seed ${version.seed}, ${version.folds} folds by prompt, run on ${card.provider}${metrics.resumed ? ", resumed from a checkpoint" : ""}.`,
    ...(metrics.converged
      ? []
      : ["- The loss was still falling when the training ended: one of its models, at least, is not the best that its labels make."]),
    `- ${probability(version, metrics)}`,
    `- Made by ${card.codeVersion} from data with the fingerprint ${card.dataSha256}.`,
    ...(card.trainPairs < 200
      ? ["- **Fewer than 200 comparisons: expect little more than “the longer response wins”, and wide intervals.**"]
      : []),
    "",
    "## Figures",
    "",
    ...test,
    ...figures(
      tuned
        ? "The fold of prompts that was kept out of the fine-tuning"
        : "Cross-validation, each pair judged by a model that did not see its prompt",
      metrics.crossValidation,
    ),
    ...(metrics.honesty ? honest(metrics.honesty, warningOf(metrics)) : []),
    ...(metrics.features.length > 0
      ? [
          "## Largest effects of named features",
          "",
          ...metrics.features.slice(0, 12).map(({ name, weight }) => `- ${name}: ${weight >= 0 ? "+" : "−"}${Math.abs(weight).toFixed(3)}`),
          "",
        ]
      : []),
    "## Files",
    "",
    lexical
      ? `- \`model.onnx\` (sha256 ${card.graphSha256}): inputs features, entry_row, entry_term, entry_count; output score.`
      : `- \`model.onnx\` (sha256 ${card.graphSha256}): ${tuned ? "inputs the tokens of a prompt with its response" : "input features, the encoder's vectors"}; output score.`,
    `- \`${encoderFileName(version)}\` (sha256 ${card.encoderSha256}): ${lexical ? "vocabulary, document frequencies, background and weights" : tuned ? "the encoder's weights as they are now, with its tokenizer" : "scaling and weights"}.`,
    "",
  ].join("\n");
};
