import { realAt } from "@/lib/ml/math/access";
import { createRandom } from "@/lib/ml/random/random";
import { subtractRows } from "@/lib/ml/reward/inducing-pairs";
import { knowWords } from "@/lib/ml/reward/know-words";
import { knowWeights, leadError, weightsAround } from "@/lib/ml/reward/lead-error";
import type { HeadProblem } from "@/lib/ml/reward/fit-head";
import type { PosedLoss } from "@/lib/ml/reward/examples";
import type { Scheme } from "./weight-schemes";

/** Beyond this many columns, or pairs times their square (a minute or two of work), the posterior costs more than an ensemble. */
const POSTERIOR_COLUMNS = 512;
const POSTERIOR_WORK = 2e9;

/** Whether a head's uncertainty comes from the posterior of its weights: linear, and learned from comparisons. */
export const takesPosterior = ({ features, spec, loss, outputs }: Omit<HeadProblem, "penalty" | "seed">): boolean =>
  spec.head === "linear" &&
  loss.kind === "bradley-terry" &&
  outputs === 1 &&
  (features.sparse !== null ||
    (features.dimensions <= POSTERIOR_COLUMNS && loss.first.length * features.dimensions ** 2 <= POSTERIOR_WORK));

export interface PosteriorSpread {
  /** Of the calibrated leads of the pairs that were asked about, each by what did not see its fold // [judged] */
  deviation: Float64Array;
  /** So many heads drawn around the fitted one, as parameters that the temperature is yet to divide // members × [d] */
  draw: (members: number, seed: number) => Float64Array[];
}

/**
 * Uncertainty from the posterior of the weights: it knows how little the training saw of a direction, which resamples of it cannot tell,
 * since a penalty leaves all of them at nothing there. It is that of the labels, whatever the penalty of the head was; how far the head
 * speaks beside it is part of the deviation.
 *
 * @param foldOf of a prompt; pairs whose deviation is wanted are told of by the other folds, as their leads are
 * @param judged pairs whose deviation is wanted, with the calibrated leads; those that nobody decided are no examples, and have one all the same
 */
export const posteriorSpread = (
  problem: HeadProblem,
  posed: PosedLoss,
  head: Float64Array,
  temperature: number,
  foldOf: (promptId: string) => number,
  judged: readonly JudgedPair[],
): PosteriorSpread | null =>
  problem.features.sparse
    ? spreadOfWords(problem, posed, head, temperature, foldOf, judged)
    : spreadOfColumns(problem, posed, head, temperature, foldOf, judged);

interface JudgedPair {
  first: number;
  second: number;
  promptId: string;
  lead: number;
}

const spreadOfWords: typeof posteriorSpread = ({ features, loss }, { weight, promptIds }, head, temperature, foldOf, judged) => {
  const { dimensions, dense, sparse } = features;
  if (loss.kind !== "bradley-terry" || !sparse) return null;
  const firsts = [...loss.first, ...judged.map(({ first }) => first)];
  const seconds = [...loss.second, ...judged.map(({ second }) => second)];
  const differences = new Float64Array(firsts.length * dimensions);
  for (const [pair, first] of firsts.entries())
    for (let k = 0; k < dimensions; k += 1)
      differences[pair * dimensions + k] = realAt(dense, first * dimensions + k) - realAt(dense, (seconds[pair] ?? 0) * dimensions + k);
  const known = knowWords(
    {
      dimensions,
      dense: differences,
      terms: sparse.terms,
      sparse: firsts.map((first, pair) => subtractRows(sparse.rows[first], sparse.rows[seconds[pair] ?? 0])),
    },
    { pFirst: loss.pFirst, weight, fold: Int32Array.from(promptIds, foldOf) },
  );
  if (!known) return null;
  const drawOne = known.around(head.map((value) => value / temperature));
  return {
    deviation: Float64Array.from(judged, ({ promptId, lead }, pair) => known.deviation(loss.first.length + pair, foldOf(promptId), lead)),
    draw: (members, seed) => {
      const random = createRandom(seed);
      return Array.from({ length: members }, () => drawOne(() => random.normal()).map((value) => value * temperature));
    },
  };
};

const spreadOfColumns = (
  { features: { dimensions, dense }, loss }: HeadProblem,
  { weight, promptIds }: PosedLoss,
  head: Float64Array,
  temperature: number,
  foldOf: (promptId: string) => number,
  judged: readonly JudgedPair[],
): PosteriorSpread | null => {
  if (loss.kind !== "bradley-terry") return null;
  const difference = (first: number, second: number): Float64Array =>
    Float64Array.from({ length: dimensions }, (_, k) => realAt(dense, first * dimensions + k) - realAt(dense, second * dimensions + k));
  const differences = new Float64Array(loss.first.length * dimensions);
  for (const [pair, first] of loss.first.entries()) differences.set(difference(first, loss.second[pair] ?? 0), pair * dimensions);
  const known = knowWeights({ dimensions, differences, pFirst: loss.pFirst, weight }, Int32Array.from(promptIds, foldOf));
  const drawOne =
    known &&
    weightsAround(
      known.all,
      head.map((value) => value / temperature),
    );
  if (!known || !drawOne) return null;
  return {
    deviation: Float64Array.from(judged, ({ first, second, promptId, lead }) =>
      leadError(known.without[foldOf(promptId)] ?? known.all, difference(first, second), lead),
    ),
    draw: (members, seed) => {
      const random = createRandom(seed);
      return Array.from({ length: members }, () => drawOne(() => random.normal()).map((value) => value * temperature));
    },
  };
};

/** Prompts that a model was trained on. */
export const promptsOf = ({ promptIds }: PosedLoss, { weights }: Scheme): Set<string> =>
  new Set(promptIds.filter((_, example) => realAt(weights, example) > 0));

/** Variances of so many members are what the average over all pairs counts for, beside a pair's own. */
const SHARED_MEMBERS = 2;

/**
 * Spread of each margin over the members of the ensemble whose resample left its prompt out, drawn towards the average spread since
 * these are few. Members that saw the pair have learned its label, and differ from the others most where the label is odd: whoever
 * routes by their spread would be told the answer. // [pairs]
 */
export const unseenSpread = (
  margins: readonly Float64Array[],
  seen: readonly ReadonlySet<string>[],
  promptIds: readonly string[],
): Float64Array => {
  const own = promptIds.map((promptId, pair) => {
    const values = margins.flatMap((of, member) => (seen[member]?.has(promptId) ? [] : [realAt(of, pair)]));
    return { squares: values.length < 2 ? 0 : (values.length - 1) * deviationOf(values) ** 2, freedom: Math.max(0, values.length - 1) };
  });
  const freedom = own.reduce((sum, one) => sum + one.freedom, 0);
  // Too few prompts for any to be left out twice: the spread of all members is all there is.
  if (freedom === 0) return Float64Array.from(promptIds, (_, pair) => deviationOf(margins.map((of) => realAt(of, pair))));
  const average = own.reduce((sum, one) => sum + one.squares, 0) / freedom;
  return Float64Array.from(own, (one) => Math.sqrt((one.squares + SHARED_MEMBERS * average) / (one.freedom + SHARED_MEMBERS)));
};

const deviationOf = (values: readonly number[]): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
};
