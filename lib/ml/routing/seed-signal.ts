import type { BootstrapSettings } from "../bootstrap/cluster-bootstrap";
import { clusterBootstrap, hiddenShare, meanWithin } from "../bootstrap/cluster-bootstrap";
import type { Estimate } from "../estimate";
import { assertLength, intAt, realAt } from "../math/access";
import { FOLDS } from "./cross-fit-margins";
import { topItems } from "./strategies";

const LEVEL = 0.95;

/**
 * Scores of one fold hang on the labels of all others, so areas vary more than items drawn anew from the same scores do. The variance
 * of a figure cross-fitted in k folds is 1/k + 1/(k − 1) in place of 1/k of a fold's, by their reckoning; on 120 sets of coins the
 * plain interval claimed a signal in 12, where 3 are to be expected.
 * Source: Nadeau and Bengio (2003), doi:10.1023/A:1024068626366.
 */
const WIDER = Math.sqrt(1 + FOLDS / (FOLDS - 1));

/**
 * Whether a score finds what the judge gets wrong at all: the chance that of two double-labelled items, one on which people
 * and judge differ and one on which they agree, the first has the higher score (the area under the curve). ½ is a coin; an
 * interval that holds ½ means that nothing is known to be found. Equal scores count half. The interval resamples prompts and is
 * widened for the scores' being cross-fitted.
 *
 * @param score from models that have not seen the item's label. // [m]
 * @param differs share of people who differ from the judge. // [m]
 */
export function seedSignal(
  score: Float64Array,
  differs: Float64Array,
  cluster: Int32Array | null,
  settings: Partial<BootstrapSettings> = {},
): Estimate {
  assertLength("differs", differs.length, score.length);
  const order = topItems(score, score.length);
  // An area of 1 or 0 rests on the rarer of the two sorts: so few may hide that the next of them lies elsewhere.
  const rarer = Math.min(...[differs, differs.map((share) => 1 - share)].map((of) => clustersWith(of, cluster)));
  const area = clusterBootstrap(
    { rows: score.length, cluster },
    (weights) => areaUnder(order, score, differs, weights),
    "Nothing is known of where people and the judge differ, or they never or always do.",
    {
      ...settings,
      alike: { ...meanWithin(0, 1), mean: false, interval: (at) => meanWithin(0, 1).interval(at, hiddenShare(rarer, LEVEL)) },
    },
  );
  if (area.value === null || area.ci === null) return area;
  const { value, ci } = area;
  return { ...area, ci: [Math.max(0, value - WIDER * (value - ci[0])), Math.min(1, value + WIDER * (ci[1] - value))] };
}

/** How many resampling groups hold some of it. */
const clustersWith = (mass: Float64Array, cluster: Int32Array | null): number =>
  new Set(Array.from(mass.keys()).flatMap((row) => (realAt(mass, row) > 0 ? [cluster === null ? row : intAt(cluster, row)] : []))).size;

/** Sum over agreeing mass of the differing mass above it, ties half, over the product of both. */
function areaUnder(order: Int32Array, score: Float64Array, differs: Float64Array, weights: Float64Array): number | null {
  let above = 0;
  let agreeing = 0;
  let won = 0;
  for (let from = 0; from < order.length;) {
    const value = realAt(score, intAt(order, from));
    let own = 0;
    let other = 0;
    let to = from;
    for (; to < order.length && realAt(score, intAt(order, to)) === value; to += 1) {
      const row = intAt(order, to);
      own += realAt(weights, row) * realAt(differs, row);
      other += realAt(weights, row) * (1 - realAt(differs, row));
    }
    won += other * (above + own / 2);
    above += own;
    agreeing += other;
    from = to;
  }
  return above > 0 && agreeing > 0 ? won / (above * agreeing) : null;
}
