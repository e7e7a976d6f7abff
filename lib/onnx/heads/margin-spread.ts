import { realAt } from "@/lib/ml/math/access";
import { laplacePosterior, marginDeviation } from "@/lib/ml/reward/laplace";
import { bradleyTerryCurvature } from "@/lib/ml/reward/losses/bradley-terry";
import type { HeadProblem } from "@/lib/ml/reward/fit-head";
import type { PosedLoss } from "@/lib/ml/reward/examples";
import type { Scheme } from "./weight-schemes";

/** Beyond this many columns the Hessian costs more than an ensemble. */
const LAPLACE_COLUMNS = 512;

/**
 * Spread of the margins from the Hessian, where the head is linear on dense columns alone and learns from comparisons: it knows how little
 * the training saw of a direction, which a handful of members can only sample.
 *
 * @param outputs of the final model // [rows]
 * @param judged pairs whose spread is wanted; those that nobody decided are no examples, and have one all the same
 */
export const laplaceDeviation = (
  { features, spec, loss, outputs: width, penalty }: HeadProblem,
  weights: Float64Array,
  outputs: Float64Array,
  judged: readonly { first: number; second: number }[],
): Float64Array | null => {
  const { dimensions, dense } = features;
  if (spec.head !== "linear" || features.sparse || loss.kind !== "bradley-terry" || width !== 1 || dimensions > LAPLACE_COLUMNS)
    return null;
  const difference = (first: number, second: number): Float64Array =>
    Float64Array.from({ length: dimensions }, (_, k) => realAt(dense, first * dimensions + k) - realAt(dense, second * dimensions + k));
  const differences = new Float64Array(loss.first.length * dimensions);
  for (const [pair, first] of loss.first.entries()) differences.set(difference(first, loss.second[pair] ?? 0), pair * dimensions);
  const posterior = laplacePosterior(differences, dimensions, bradleyTerryCurvature(loss, outputs, weights), penalty);
  return posterior && Float64Array.from(judged, ({ first, second }) => marginDeviation(posterior, difference(first, second)));
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
