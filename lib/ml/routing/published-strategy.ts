import { assertLength, intAt, realAt } from "../math/access";
import type { PublishedData, PublishedSettings } from "./learn-predictor";
import type { LearnedFrom } from "./mix-table";
import { learnPredictor, takeTagged } from "./learn-predictor";
import { averageRanks } from "./performance-prediction";
import { countTags } from "./published-candidates";
import { instanceGains, routeSimulated, tagGains } from "./published-routing";
import type { RoutingRefusal, RoutingScores } from "./strategies";

const DRAWS = 500;
/** Item draws of a simulation: a million items are simulated 100 times, ten thousand 500 times. */
const MOST_DRAWN = 1e8;

export interface PublishedPlan extends RoutingScores, LearnedFrom {
  /** Predicted performance of mixes of the size learned from: accuracy, or mean log-likelihood by the repaired predictor. */
  predictedAllLm: number;
  predictedAllHuman: number;
  predictedPlan: number;
  /** Predicted gain of each tag, per item routed. // [t] */
  tagGains: Float64Array;
  /** Predicted gain of each item sent to people by itself: what `topk` goes by. // [n] */
  itemGains: Float64Array;
}

/**
 * The published scheme on a project's own labels: mixes of the items that both have labelled are drawn by the published sampler, a
 * reward model is trained on each and judged on answers that no mix holds, a predictor learns performance from tag counts, and
 * routes: by single-instance gain (`topk`) or by the best predicted of many random mixes (`simulated`).
 *
 * Where mixes were measured elsewhere (`settings.measured`), the predictor is fitted to them and no labels are needed. With
 * `settings.repaired` the predictor is ours: ridge, and likelihoods in place of accuracies (learn-predictor.ts).
 *
 * Judged on are adjudicated items, where there are at least 30, else a third of the prompts that people answered. Counts are raw
 * as published; mixes of another size than those learned from are scaled to it.
 *
 * `score` also orders the items that people have answered, so that the plan can be replayed on them: for `simulated` by what a
 * simulation at the same share takes of them.
 * Source: Miranda et al. (2025), arXiv:2410.19133, sections 3 and 4.
 */
export function routeAsPublished(
  how: "topk" | "simulated",
  data: PublishedData,
  settings: PublishedSettings = {},
): PublishedPlan | RoutingRefusal {
  const { items, judge, people, gold, routed, budget, seed } = data;
  const { n, t } = items;
  for (const [name, length] of Object.entries({ judge: judge.length, people: people.length, gold: gold.length, routed: routed.length }))
    assertLength(name, length, n);
  const source = learnPredictor(data, settings);
  if ("refused" in source) return source;
  const { predict, learned, size, report } = source;
  const targets = Int32Array.from(routed.keys()).filter((row) => routed[row] === 1);
  const gains = instanceGains(items, predict);
  const order = averageRanks(gains).map((rank) => rank / (n + 1));
  const share = targets.length === 0 ? 0 : budget / targets.length;
  const score = order.slice();
  const planned = new Float64Array(t);
  const simulateOn = (rows: Int32Array, budgetOf: number): void => {
    const part = takeTagged(items, rows);
    const scale = rows.length === 0 ? 1 : size / rows.length;
    const draws = settings.draws ?? Math.max(20, Math.min(DRAWS, Math.floor(MOST_DRAWN / Math.max(1, rows.length))));
    const best = routeSimulated(part, predict, { budget: budgetOf, seed, draws, scale });
    best.routed.forEach((toPeople, place) => {
      if (toPeople === 1) score[intAt(rows, place)] = 1 + realAt(order, intAt(rows, place));
    });
  };
  if (how === "simulated") {
    const answered = Int32Array.from(people.keys()).filter((row) => routed[row] !== 1 && !Number.isNaN(realAt(people, row)));
    simulateOn(targets, budget);
    simulateOn(answered, Math.floor(share * answered.length));
  }
  const chosen = [...targets].sort((a, b) => realAt(score, b) - realAt(score, a) || a - b).slice(0, budget);
  for (const row of chosen) for (let tag = 0; tag < t; tag += 1) planned[tag] = (planned[tag] ?? 0) + (items.tags[row * t + tag] ?? 0);
  const scale = targets.length === 0 ? 0 : size / targets.length;
  return {
    score,
    expectedGain: null,
    ...report,
    predictedAllLm: predict(new Float64Array(t)),
    predictedAllHuman: predict(
      countTags(learned, new Uint8Array(learned.n).fill(1)).map((count) => (learned.n === 0 ? 0 : (count * size) / learned.n)),
    ),
    predictedPlan: predict(planned.map((count) => count * scale)),
    tagGains: tagGains(learned, predict, { seed }),
    itemGains: gains,
  };
}
