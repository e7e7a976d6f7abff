import { smoothLabels } from "./losses/bradley-terry";
import { plackettLuceChoices, rankingChoices } from "./losses/choice";
import { gapWeight } from "./losses/gap-weights";
import { NoExamples, winnerOf } from "./examples";
import type { Comparison, LossName, LossOptions, PosedLoss, RatedRow, TrainingExamples } from "./examples";

/** Poses a loss on labels. Throws NoExamples where the project holds none of the sort that it needs, on the first aspect or on another. */
export const poseLoss = (name: LossName, examples: TrainingExamples, options: LossOptions): PosedLoss => {
  const posed = poseFirst(name, examples, options);
  const learned = learnedAspects(name, examples);
  const untold = examples.aspects.filter((_, aspect) => !learned.includes(aspect));
  if (untold.length === 0) return posed;
  const [named, those] = [untold.map((aspect) => `“${aspect}”`).join(" and "), untold.length === 1 ? "that question" : "those questions"];
  throw new NoExamples(`The loss ${name} can learn nothing from what was answered on ${named}. Leave ${those} out.`);
};

/**
 * Aspects, by position, on which the labels give a loss something to learn: the head would score every response 0 on the others. The
 * first one is always among them; whether it is told of anything is for `poseLoss` to say.
 */
export const learnedAspects = (name: LossName, { aspects, comparisons, rankings, ratings }: TrainingExamples): number[] => {
  const told = (aspect: number): boolean => {
    switch (name) {
      case "bradley-terry":
        return comparisons.some((one) => one.aspect === aspect && winnerOf(one) !== 0.5);
      case "bradley-terry-ties":
        return comparisons.some((one) => one.aspect === aspect);
      case "plackett-luce":
      case "pro":
        return rankings.some((one) => one.aspect === aspect);
      case "regression":
        return ratings.some((one) => one.aspect === aspect);
      case "ordinal":
        return new Set(ratings.flatMap((one) => (one.aspect === aspect ? [one.value] : []))).size > 1;
      case "preference":
      case "cost":
        // They have no outputs of further aspects.
        return true;
    }
  };
  return Array.from(aspects.keys()).filter((aspect) => aspect === 0 || told(aspect));
};

const poseFirst = (name: LossName, examples: TrainingExamples, options: LossOptions): PosedLoss => {
  switch (name) {
    case "bradley-terry":
    case "preference":
      return poseComparisons(name, examples, options);
    case "bradley-terry-ties":
      return poseTies(examples);
    case "plackett-luce":
    case "pro":
      return poseLists(name, examples);
    case "regression":
    case "ordinal":
      return poseRatings(name, examples);
    case "cost":
      return poseCost(examples);
  }
};

const promptOf = ({ rows }: TrainingExamples, row: number): string => rows[row]?.promptId ?? "";

const poseComparisons = (name: "bradley-terry" | "preference", examples: TrainingExamples, options: LossOptions): PosedLoss => {
  const outputs = name === "preference" ? 1 + 2 * options.planes : examples.aspects.length;
  const used = examples.comparisons.filter((one) => winnerOf(one) !== 0.5 && (name === "bradley-terry" || one.aspect === 0));
  if (used.length === 0) throw new NoExamples("No comparison says which response is better.");
  if (options.margin > 0 && !used.some(({ strength }) => strength !== null))
    throw new NoExamples("A margin goes by how much better a response is, and no comparison says that. Leave the margin out.");
  const decided = (one: Comparison): number => one.pFirst / Math.max(1e-12, 1 - one.pTie);
  const targets = Float64Array.from(used, (one) => (options.targets === "posterior" ? decided(one) : winnerOf(one)));
  const pFirst = smoothLabels(targets, options.smoothing);
  const place = (row: number, aspect: number): number => row * outputs + (name === "preference" ? 0 : aspect);
  const first = Int32Array.from(used, (one) => place(one.first, one.aspect));
  const second = Int32Array.from(used, (one) => place(one.second, one.aspect));
  const margin = options.margin > 0 ? Float64Array.from(used, ({ strength }) => options.margin * (strength ?? 0)) : null;
  return {
    loss:
      name === "preference" ? { kind: name, first, second, pFirst, planes: options.planes } : { kind: name, first, second, pFirst, margin },
    outputs,
    weight: options.gapWeights ? gapWeights(examples, used) : meanOne(used.map(({ weight }) => weight)),
    promptIds: used.map((one) => promptOf(examples, one.first)),
  };
};

/** Kinds weigh pairs in their own units (a gap of ratings, a share of a ranking); over their mean, the penalty stays what it is. */
const meanOne = (weights: readonly number[]): Float64Array => {
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / Math.max(1, weights.length);
  return Float64Array.from(weights, (weight) => (mean > 0 ? weight / mean : 0));
};

/** The widest scale whose numbers are points as they are. */
const MOST_POINTS = 10;

/**
 * Ratings of an aspect as the points that weights by gap are made for, from 0: those of a wider scale are drawn together to five. Where
 * they begin changes all weights by one factor, which their mean takes off again.
 */
const pointsOf = (ratings: readonly RatedRow[]): Map<string, number> => {
  const points = new Map<string, number>();
  for (const aspect of new Set(ratings.map((one) => one.aspect))) {
    const own = ratings.filter((one) => one.aspect === aspect);
    const least = own.reduce((low, { value }) => Math.min(low, value), Number.POSITIVE_INFINITY);
    const width = own.reduce((high, { value }) => Math.max(high, value), Number.NEGATIVE_INFINITY) - least;
    for (const { row, value } of own) points.set(`${row} ${aspect}`, (value - least) * (width > MOST_POINTS ? 4 / width : 1));
  }
  return points;
};

/** Weights of rated pairs by their gap, over the mean of all, so that the sum of weights stays the number of pairs. */
const gapWeights = ({ ratings }: TrainingExamples, used: readonly Comparison[]): Float64Array => {
  const rated = pointsOf(ratings);
  const raw = used.map(({ first, second, aspect }) => {
    const [a, b] = [rated.get(`${first} ${aspect}`), rated.get(`${second} ${aspect}`)];
    return a === undefined || b === undefined ? null : gapWeight(Math.max(a, b), Math.min(a, b));
  });
  const known = raw.filter((weight) => weight !== null);
  if (known.length === 0) throw new NoExamples("Weights by gap need pairs whose two responses were both rated.");
  const mean = known.reduce((sum, weight) => sum + weight, 0) / known.length;
  return Float64Array.from(raw, (weight) => (weight === null ? 0 : weight / mean));
};

const poseTies = (examples: TrainingExamples): PosedLoss => {
  const used = examples.comparisons;
  if (!used.some(({ pTie }) => pTie > 0)) {
    throw new NoExamples("No comparison was answered “the same”, so there is no tie to learn from. Use bradley-terry.");
  }
  const outputs = examples.aspects.length;
  return {
    loss: {
      kind: "bradley-terry-ties",
      first: Int32Array.from(used, (one) => one.first * outputs + one.aspect),
      second: Int32Array.from(used, (one) => one.second * outputs + one.aspect),
      pFirst: Float64Array.from(used, ({ pFirst }) => pFirst),
      pTie: Float64Array.from(used, ({ pTie }) => pTie),
      logK: null,
    },
    outputs,
    weight: meanOne(used.map(({ weight }) => weight)),
    promptIds: used.map((one) => promptOf(examples, one.first)),
  };
};

const poseLists = (name: "plackett-luce" | "pro", examples: TrainingExamples): PosedLoss => {
  const outputs = examples.aspects.length;
  const { rankings } = examples;
  if (!rankings.some(({ aspect }) => aspect === 0))
    throw new NoExamples(
      `No item has its responses in an order${onFirst(examples)}. Lists need rankings, or comparisons of all pairs that agree.`,
    );
  const lists = rankings.map(({ rows, aspect, rewards }) => ({
    places: rows.map((row) => row * outputs + aspect),
    ...(rewards === null ? {} : { rewards }),
  }));
  const { ranking, ...choices } = name === "pro" ? rankingChoices(lists) : plackettLuceChoices(lists);
  return {
    loss: { kind: "choice", ...choices },
    outputs,
    weight: Float64Array.from(ranking, (list) => rankings[list]?.weight ?? 0),
    promptIds: Array.from(ranking, (list) => promptOf(examples, rankings[list]?.rows[0] ?? 0)),
  };
};

const poseRatings = (name: "regression" | "ordinal", examples: TrainingExamples): PosedLoss => {
  const outputs = examples.aspects.length;
  const steps = examples.aspects.map((_, aspect) =>
    [...new Set(examples.ratings.filter((one) => one.aspect === aspect).map(({ value }) => value))].sort((a, b) => a - b),
  );
  const [main = []] = steps;
  if (main.length === 0) throw new NoExamples(`No response was rated${onFirst(examples)}. Regression and ordinal losses need ratings.`);
  if (name === "ordinal" && main.length === 1)
    throw new NoExamples(`All ratings${onFirst(examples)} are the same, so there are no levels to tell apart.`);
  const { ratings } = examples;
  const position = Int32Array.from(ratings, ({ row, aspect }) => row * outputs + aspect);
  const common = {
    outputs,
    weight: Float64Array.from(ratings, ({ weight }) => weight),
    promptIds: ratings.map(({ row }) => promptOf(examples, row)),
  };
  if (name === "regression") {
    return { loss: { kind: name, position, target: Float64Array.from(ratings, ({ value }) => value) }, ...common };
  }
  const scale = Int32Array.from(ratings, ({ aspect }) => aspect);
  const level = Int32Array.from(ratings, ({ aspect, value }) => (steps[aspect] ?? []).indexOf(value));
  return { loss: { kind: name, position, level, scale, levels: steps.map(({ length }) => length) }, ...common };
};

/** Names the question that scores, where there are several: it is labels of this one that are missing. */
const onFirst = ({ aspects }: TrainingExamples): string => (aspects.length > 1 ? ` on “${aspects[0] ?? ""}”` : "");

/** The first aspect is safety: its better response is the safer one, and ratings of it below 0 are unsafe by as much. */
const poseCost = (examples: TrainingExamples): PosedLoss => {
  const sign = new Map(examples.ratings.filter(({ aspect }) => aspect === 0).map(({ row, value }) => [row, value < 0 ? -value : -1]));
  if (sign.size === 0) {
    throw new NoExamples(
      "A cost needs answers that say which responses are unsafe by themselves (ratings of safety), or its zero means nothing. Comparisons alone are what bradley-terry is for.",
    );
  }
  const compared = examples.comparisons.filter((one) => one.aspect === 0 && winnerOf(one) !== 0.5);
  const weights = meanOne(compared.map(({ weight }) => weight));
  const inPairs = new Set(compared.flatMap(({ first, second }) => [first, second]));
  const pairs = [
    ...compared.map((one, pair) => {
      const [safer, unsafer] = winnerOf(one) === 1 ? [one.first, one.second] : [one.second, one.first];
      return { unsafer, safer, compared: 1, weight: weights[pair] ?? 0 };
    }),
    // A response that was only flagged stands on both sides; half the weight, as its sign counts twice.
    ...[...sign.keys()].filter((row) => !inPairs.has(row)).map((row) => ({ unsafer: row, safer: row, compared: 0, weight: 0.5 })),
  ];
  return {
    loss: {
      kind: "cost",
      unsafer: Int32Array.from(pairs, ({ unsafer }) => unsafer),
      safer: Int32Array.from(pairs, ({ safer }) => safer),
      compared: Float64Array.from(pairs, (pair) => pair.compared),
      signUnsafer: Float64Array.from(pairs, ({ unsafer }) => sign.get(unsafer) ?? 0),
      signSafer: Float64Array.from(pairs, ({ safer }) => sign.get(safer) ?? 0),
      regularisation: 1e-3,
    },
    outputs: 1,
    weight: Float64Array.from(pairs, ({ weight }) => weight),
    promptIds: pairs.map(({ unsafer }) => promptOf(examples, unsafer)),
  };
};
