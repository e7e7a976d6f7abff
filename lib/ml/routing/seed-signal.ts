import type { BootstrapSettings } from "../bootstrap/cluster-bootstrap";
import { clusterBootstrap } from "../bootstrap/cluster-bootstrap";
import type { Estimate } from "../estimate";
import { assertLength, intAt, realAt } from "../math/access";
import { topItems } from "./strategies";

/**
 * Whether a score finds what the judge gets wrong at all: the chance that of two double-labelled items, one on which people
 * and judge differ and one on which they agree, the first has the higher score (the area under the curve). ½ is a coin; an
 * interval that holds ½ means that nothing is known to be found. Equal scores count half. The interval resamples prompts.
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
  return clusterBootstrap(
    { rows: score.length, cluster },
    (weights) => areaUnder(order, score, differs, weights),
    "Nothing is known of where people and the judge differ, or they never do.",
    settings,
  );
}

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
