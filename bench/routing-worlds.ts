import { minusEach, summarise } from "@/bench/routing/summary";
import type { Summary } from "@/bench/routing/summary";
import { BUDGETS, runWorld } from "@/bench/routing/world-run";
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
const pooledLeast = 3.5;

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
    predictor,
    met: {
      lead: (over.random?.[1]?.mean ?? 0) >= least[world],
      free: worst >= -1.5,
      midpoint: midpoint.spearman.mean >= 0.95 && midpoint.error.mean <= 0.015,
      predictor: predictor.repaired.mean >= 0.75,
    },
    seconds,
  };
};

const pooled = (runs: readonly WorldRun[]) => {
  const over = leads(runs);
  const against = over["published quadratic, simulated"];
  return {
    bench: "routing-worlds",
    world: "all",
    budgets: BUDGETS,
    oursMinus: over,
    met: [0, 1].every((budget) => (against?.[budget]?.mean ?? 0) >= pooledLeast && (against?.[budget]?.ci?.[0] ?? 0) > 0),
  };
};
