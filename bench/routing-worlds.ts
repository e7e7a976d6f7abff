import { minusEach, summarise } from "@/bench/routing/summary";
import type { Summary } from "@/bench/routing/summary";
import { BUDGETS, mixSorts, runWorld } from "@/bench/routing/world-run";
import type { WorldRun } from "@/bench/routing/world-run";
import { worldNames } from "@/bench/routing/worlds";
import type { WorldName } from "@/bench/routing/worlds";

/** Three synthetic worlds, 20 seeds: accuracy of the reward model that each order of asking leads to, in points. */

const SEEDS = 20;
const PEERS = [
  "random",
  "published quadratic, simulated",
  "published quadratic, top k",
  "published linear, top k",
  "repaired predictor, top k",
  "uncertainty",
];
/** Points by which ours must lead a random order with a quarter of the pairs. */
const least: Record<WorldName, number> = { A: 4, B: 6, C: 1.2 };
/** Points by which ours must lead the published scheme over all worlds, with a tenth, a quarter and half of the pairs. */
const pooledLeast = [3.5, 3.5, 2.5] as const;

export async function* routingWorlds({ only, seed }: { only?: string; seed: number }): AsyncGenerator<object> {
  const runs: { world: WorldName; run: WorldRun }[] = [];
  for (const world of worldNames) {
    if (only !== undefined && only !== world) continue;
    const started = performance.now();
    const own: WorldRun[] = [];
    for (let at = seed; at < seed + SEEDS; at += 1) own.push(await Promise.resolve(runWorld(world, at)));
    runs.push(...own.map((run) => ({ world, run })));
    yield rowOf(world, own, (performance.now() - started) / 1000);
  }
  if (only === undefined) yield pooled(runs.map(({ run }) => run));
}

const points = (runs: readonly WorldRun[], method: string, budget: number): number[] =>
  runs.map(({ performance }) => 100 * (performance[method]?.[budget] ?? 0));

const leads = (runs: readonly WorldRun[]): Record<string, Summary[]> =>
  Object.fromEntries(
    PEERS.map((peer) => [peer, BUDGETS.map((_, budget) => summarise(minusEach(points(runs, "ours", budget), points(runs, peer, budget))))]),
  );

const rowOf = (world: WorldName, runs: readonly WorldRun[], seconds: number) => {
  const over = leads(runs);
  const methods = Object.keys(runs[0]?.performance ?? {});
  const worst = Math.min(...runs.map(({ free, allLm }) => 100 * (free.best - allLm)));
  const midpoint = {
    spearman: summarise(runs.map((run) => run.midpoint.spearman)),
    error: summarise(runs.map((run) => run.midpoint.error)),
    fromTheModel: {
      spearman: summarise(runs.map((run) => run.midpoint.fromLm.spearman)),
      error: summarise(runs.map((run) => run.midpoint.fromLm.error)),
    },
  };
  const predictor = {
    repaired: summarise(runs.map((run) => run.predictor.repaired)),
    published: summarise(runs.map((run) => run.predictor.published)),
    repairedOnTarget: summarise(runs.map((run) => run.predictor.repairedOnTarget)),
  };
  const mixes = Object.fromEntries(
    mixSorts.map((sort) => [
      sort,
      {
        deviation: summarise(runs.map((run) => run.mixes[sort].deviation)),
        byGold: summarise(runs.map((run) => run.mixes[sort].byGold)),
      },
    ]),
  );
  return {
    bench: "routing-worlds",
    world,
    budgets: BUDGETS,
    allLm: summarise(runs.map((run) => 100 * run.allLm)),
    allHuman: summarise(runs.map((run) => 100 * run.allHuman)),
    points: Object.fromEntries(methods.map((method) => [method, BUDGETS.map((_, budget) => summarise(points(runs, method, budget)))])),
    oursMinus: over,
    free: {
      points: summarise(runs.map(({ free }) => 100 * free.best)),
      share: summarise(runs.map(({ free }) => free.bestShare)),
      savingPoints: summarise(runs.map(({ free }) => 100 * free.saving)),
      savingShare: summarise(runs.map(({ free }) => free.savingShare)),
      worstAgainstAllLm: worst,
    },
    midpoint,
    predictor: { ...predictor, mixes },
    met: {
      lead: (over.random?.[1]?.mean ?? 0) >= least[world],
      free: worst >= -1.5,
      midpoint: midpoint.spearman.mean >= 0.95 && midpoint.error.mean <= 0.015,
      predictor: predictor.repaired.mean >= 0.75,
    },
    seconds,
  };
};

/** Every run of every world as one sample: what is asked of the lead over the published scheme is asked of all of them together. */
const pooled = (runs: readonly WorldRun[]) => {
  const over = leads(runs);
  const published = "published quadratic, simulated";
  const ahead = BUDGETS.map(
    (_, budget) => minusEach(points(runs, "ours", budget), points(runs, published, budget)).filter((gap) => gap > 0).length,
  );
  return {
    bench: "routing-worlds",
    world: "all",
    budgets: BUDGETS,
    oursMinus: over,
    aheadOfPublished: ahead,
    runs: runs.length,
    met: pooledLeast.map((wanted, budget) => {
      const lead = over[published]?.[budget];
      return (lead?.mean ?? 0) >= wanted && (lead?.ci?.[0] ?? 0) > 0 && (ahead[budget] ?? 0) >= 0.9 * runs.length;
    }),
  };
};
