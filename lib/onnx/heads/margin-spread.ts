import { realAt } from "@/lib/ml/math/access";
import { createRandom } from "@/lib/ml/random/random";
import { laplacePosterior, marginDeviation, pairInformation, posteriorDraw } from "@/lib/ml/reward/laplace";
import { bradleyTerryCurvature } from "@/lib/ml/reward/losses/bradley-terry";
import type { HeadProblem } from "@/lib/ml/reward/fit-head";
import type { LinearPosterior } from "@/lib/ml/reward/laplace";
import type { PosedLoss } from "@/lib/ml/reward/examples";
import type { Scheme } from "./weight-schemes";

/** Beyond this many columns the Hessian costs more than an ensemble. */
const LAPLACE_COLUMNS = 512;
/** Least penalty as a share of the Hessian's largest entry: below it rounding decides what training knows of a direction. */
const LEAST_PENALTY = 1e-9;

/** Whether a head's uncertainty comes from its Hessian: linear on dense columns alone, and learned from comparisons. */
export const takesLaplace = ({ features, spec, loss, outputs }: Omit<HeadProblem, "penalty" | "seed">): boolean =>
  spec.head === "linear" && !features.sparse && loss.kind === "bradley-terry" && outputs === 1 && features.dimensions <= LAPLACE_COLUMNS;

export interface LaplaceSpread {
  /** Of the calibrated margins of the pairs that were asked about, each by what did not see its fold // [judged] */
  deviation: Float64Array;
  /** So many heads drawn around the fitted one, as parameters that the temperature is yet to divide // members × [d] */
  draw: (head: Float64Array, members: number, seed: number) => Float64Array[];
}

/**
 * Uncertainty from the Hessian: it knows how little the training saw of a direction, which resamples of it cannot tell, since a penalty
 * leaves all of them at nothing there.
 *
 * The Hessian is that of the head as it speaks, with its temperature τ: under v = w / τ the penalty λ/2 |w|² is λτ²/2 |v|², and the labels'
 * second derivatives are those at the leads over τ. The fit's own Hessian, divided by τ, would hold labels for 1/τ² as many as there are.
 *
 * @param outputs of the final model // [rows]
 * @param foldOf of a prompt; pairs whose spread is wanted are told of by the other folds, as their margins are
 * @param judged pairs whose spread is wanted; those that nobody decided are no examples, and have one all the same
 */
export const laplaceSpread = (
  { features: { dimensions, dense }, loss, penalty }: HeadProblem,
  { weight, promptIds }: PosedLoss,
  outputs: Float64Array,
  temperature: number,
  foldOf: (promptId: string) => number,
  judged: readonly { first: number; second: number; promptId: string }[],
): LaplaceSpread | null => {
  if (loss.kind !== "bradley-terry") return null;
  const difference = (first: number, second: number): Float64Array =>
    Float64Array.from({ length: dimensions }, (_, k) => realAt(dense, first * dimensions + k) - realAt(dense, second * dimensions + k));
  const differences = new Float64Array(loss.first.length * dimensions);
  for (const [pair, first] of loss.first.entries()) differences.set(difference(first, loss.second[pair] ?? 0), pair * dimensions);
  const curvature = bradleyTerryCurvature(
    { ...loss, margin: null },
    outputs.map((output) => output / temperature),
    weight,
  );
  const folds = promptIds.map(foldOf);
  const count = folds.reduce((most, fold) => Math.max(most, fold + 1), 1);
  const parts = Array.from({ length: count }, (_, part) =>
    pairInformation(
      differences,
      dimensions,
      curvature.map((value, pair) => (folds[pair] === part ? value : 0)),
    ),
  );
  const whole = Float64Array.from({ length: dimensions ** 2 }, (_, at) => parts.reduce((sum, part) => sum + realAt(part, at), 0));
  const largest = whole.reduce((most, value) => Math.max(most, value), 0);
  const posteriorOf = (information: Float64Array): LinearPosterior | null =>
    laplacePosterior(information, dimensions, Math.max(penalty * temperature ** 2, LEAST_PENALTY * largest));
  const all = posteriorOf(whole);
  // Of one fold alone nothing was left out, and its margins are not told.
  const without = parts.map((part) => (count < 2 ? all : posteriorOf(whole.map((value, at) => value - realAt(part, at)))));
  if (!all || without.includes(null)) return null;
  return {
    deviation: Float64Array.from(judged, ({ first, second, promptId }) => {
      const posterior = without[foldOf(promptId)] ?? all;
      return marginDeviation(posterior, difference(first, second));
    }),
    draw: (head, members, seed) => {
      const random = createRandom(seed);
      return Array.from({ length: members }, () => {
        const draw = posteriorDraw(all, () => random.normal());
        return head.map((value, k) => value + temperature * realAt(draw, k));
      });
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
