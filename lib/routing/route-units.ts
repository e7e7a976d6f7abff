import { AppError } from "@/lib/errors";
import { predictGain, rightWhenDisagreeing } from "@/lib/ml/routing/predicted-gain";
import type { PredictedGain } from "@/lib/ml/routing/predicted-gain";
import { fitRidgeLogistic } from "@/lib/ml/routing/ridge-logistic";
import { routingCurve } from "@/lib/ml/routing/routing-curve";
import { predictedGainStrategy, randomStrategy, topItems, uncertaintyStrategy } from "@/lib/ml/routing/strategies";
import type { RoutingInstances, RoutingStrategy } from "@/lib/ml/routing/strategies";
import { judgeFeatures, peopleMargins } from "@/lib/routing/judge-features";
import type { FeatureTable, UnitText } from "@/lib/routing/judge-features";
import { humanReliability, majorityOf, majorityReliability } from "@/lib/routing/observe-units";
import type { Reliability, Unit } from "@/lib/routing/observe-units";
import { priceAnItem, spendBudget } from "@/lib/routing/price-a-label";
import type { NewDecision } from "@/lib/routing/request-store";
import type { Budget, Outlook, OutlookPoint, Prices, StrategyName, Why } from "@/lib/routing/schema";

export type RouteRequest = {
  strategy: StrategyName;
  budget: Budget;
  prices: Prices;
  overlap: number;
  lm: string;
  seed: number;
  rehearsal: boolean;
};
export type Observed = { unit: Unit; text: UnitText; project: string };
export type Routed = { humanItems: number; costMicros: number; outlook: Outlook; decisions: NewDecision[] };

const strategies: Partial<Record<StrategyName, RoutingStrategy>> = {
  best: predictedGainStrategy,
  uncertainty: uncertaintyStrategy,
  random: randomStrategy,
};

/** @throws AppError not_built */
export const checkStrategy = (name: StrategyName): RoutingStrategy => {
  const strategy = strategies[name];
  if (strategy) return strategy;
  throw new AppError("not_built", {
    userMessage: `The strategy “${name}” is not built yet. There are ${Object.keys(strategies).join(", ")}.`,
  });
};

const curveShares = Array.from({ length: 21 }, (_, index) => index / 20);
const bootstrapDraws = 300;

/** Prompts by number, in the order of their hashes: files often come sorted, and folds must not follow that. */
const promptNumbers = (units: Unit[]): Int32Array => {
  const hashes = [...new Set(units.map((unit) => unit.promptHash))].sort();
  const numbers = new Map(hashes.map((hash, index) => [hash, index]));
  return Int32Array.from(units, (unit) => numbers.get(unit.promptHash) ?? 0);
};

type Learned = {
  units: Unit[];
  table: FeatureTable;
  prompt: Int32Array;
  disagrees: Int32Array;
  agreementLogits: Float64Array | null;
  gain: PredictedGain | null;
  people: Reliability;
  lmReliability: number | null;
};

// Without an adjudicated difference people are the yardstick: reliabilities guessed from agreement must not turn the order round.
const leastHumanRight = 0.55;

const clip = (value: number): number => Math.min(0.99, Math.max(0.01, value));

/** Reliability of the judge from how often it agrees with a consensus of reliability c: a = c r + (1 − c)(1 − r). */
const judgeReliability = (agreement: number, consensus: number): number =>
  consensus > 0.55 ? clip((agreement - (1 - consensus)) / (2 * consensus - 1)) : 0.5;

const learn = (observed: Observed[], { lm, overlap, seed }: RouteRequest): Learned => {
  const units = observed.map(({ unit }) => unit);
  const texts = observed.map(({ text }) => text);
  const prompt = promptNumbers(units);
  const consensus = units.map((unit) => majorityOf(unit.people));
  const own = units.map((unit) => unit.judges.get(lm)?.label ?? null);
  const disagrees = Int32Array.from(units, (_, row) =>
    own[row] === null || consensus[row] === null ? -1 : own[row] === consensus[row] ? 0 : 1,
  );
  const humanRight = Int32Array.from(units, (unit, row) =>
    disagrees[row] === 1 && unit.gold !== null ? (unit.gold === consensus[row] ? 1 : 0) : -1,
  );
  const sides = units.map((unit, row) => {
    const label = consensus[row];
    if (label === null || label === undefined) return null;
    return label === String(unit.ordinals[1]) ? 1 : label === String(unit.ordinals[0]) ? -1 : 0;
  });
  const useModel = units.every((unit) => unit.modelMargin !== null);
  const table = judgeFeatures(units, texts, lm, peopleMargins(texts, sides, prompt), useModel);
  const people = humanReliability(units);
  const seeds = units.flatMap((unit, row) => ((disagrees[row] ?? -1) >= 0 ? [{ unit, differs: disagrees[row] ?? 0 }] : []));
  const votes = seeds.reduce((sum, { unit }) => sum + unit.people.length, 0) / Math.max(1, seeds.length);
  const agreement = 1 - seeds.reduce((sum, { differs }) => sum + differs, 0) / Math.max(1, seeds.length);
  const lmReliability =
    seeds.length === 0 ? null : judgeReliability(agreement, majorityReliability(people.value, Math.max(1, Math.round(votes))));
  const gain = predictGain({
    n: units.length,
    features: table.values,
    d: table.d,
    disagrees,
    humanRight,
    prompt,
    fallbackHumanRight: Math.max(
      leastHumanRight,
      rightWhenDisagreeing(clip(majorityReliability(people.value, overlap)), lmReliability ?? 0.5),
    ),
    seed,
  });
  const agreementLogits = useModel
    ? Float64Array.from(units, (unit) => {
        const side = unit.judges.get(lm)?.side ?? 0;
        return side === 0 ? Number.NaN : side * (unit.modelMargin ?? 0);
      })
    : null;
  return { units, table, prompt, disagrees, agreementLogits, gain, people, lmReliability };
};

const noSeed = "Nothing says how people and this judge differ: that needs at least 20 items that both have labelled.";

const outlookOf = (
  learned: Learned,
  score: Float64Array,
  request: RouteRequest,
  items: number,
  share: number,
): Pick<Outlook, "predicted" | "allHuman" | "allLm" | "random" | "curve" | "randomCurve" | "bestShare"> => {
  const { gain, disagrees, prompt } = learned;
  if (!gain) {
    const unknown = { value: null, reason: noSeed };
    return { predicted: unknown, allHuman: unknown, allLm: unknown, random: unknown, curve: [], randomCurve: [], bestShare: null };
  }
  const rows = Array.from(disagrees.keys()).filter((row) => (disagrees[row] ?? -1) >= 0);
  const random = randomStrategy.score({ n: score.length, agreementLogits: null, gain: null, seed: request.seed + 1 });
  const replay = (scores: Float64Array): OutlookPoint[] =>
    routingCurve(
      {
        score: Float64Array.from(rows, (row) => scores[row] ?? 0),
        disagrees: Int32Array.from(rows, (row) => disagrees[row] ?? 0),
        pHumanRight: Float64Array.from(rows, (row) => gain.pHumanRight[row] ?? 0.5),
        cluster: Int32Array.from(rows, (row) => prompt[row] ?? 0),
      },
      [...curveShares, share],
      { draws: bootstrapDraws, seed: request.seed },
    ).map((point) => ({ ...point, costMicros: spendBudget(items, { share: point.share }, request.prices, request.overlap).costMicros }));
  const curve = replay(score);
  const randomCurve = "score" in random ? replay(random.score) : [];
  const at = (points: OutlookPoint[], index: number): Outlook["predicted"] => points[index]?.accuracy ?? { value: null, reason: noSeed };
  const grid = curve.slice(0, -1);
  const best = grid.reduce<OutlookPoint | null>(
    (top, point) => ((point.accuracy.value ?? -1) > (top?.accuracy.value ?? -1) ? point : top),
    null,
  );
  return {
    predicted: at(curve, curve.length - 1),
    allHuman: at(curve, curveShares.length - 1),
    allLm: at(curve, 0),
    random: at(randomCurve, randomCurve.length - 1),
    curve: grid,
    randomCurve: randomCurve.slice(0, -1),
    bestShare: best?.share ?? null,
  };
};

/** What speaks loudest in the disagreement model for each unit: weight times how far the unit lies from the mean. */
const reasonsOf = ({ table, disagrees, gain }: Learned): ((row: number) => Why["reasons"]) => {
  const seeds = Array.from(disagrees.keys()).filter((row) => (disagrees[row] ?? -1) >= 0);
  if (!gain) return () => [];
  const { names, d, values } = table;
  const x = Float64Array.from(seeds.flatMap((row) => [...values.subarray(row * d, (row + 1) * d)]));
  const y = Float64Array.from(seeds, (row) => disagrees[row] ?? 0);
  const fit = fitRidgeLogistic(x, d, y, new Float64Array(seeds.length).fill(1), 8);
  return (row) =>
    names
      .map((feature, column) => {
        const value = values[row * d + column] ?? 0;
        const deviation = fit.deviation[column] ?? 0;
        const weight = deviation > 0 ? ((fit.weights[column] ?? 0) * (value - (fit.mean[column] ?? 0))) / deviation : 0;
        return { feature, value, weight };
      })
      .filter(({ weight }) => Math.abs(weight) >= 0.05)
      .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
      .slice(0, 3);
};

/**
 * Splits `targets` between people and the judge within the budget, by one strategy; what is expected of it is replayed on
 * the units of `observed` that both have labelled. Pure: the same input gives the same plan.
 * @throws AppError refused where the strategy lacks what it goes by, or the money does not even pay the judge
 */
export const routeUnits = (observed: Observed[], isTarget: (unit: Unit) => boolean, request: RouteRequest): Routed => {
  const strategy = checkStrategy(request.strategy);
  const learned = learn(observed, request);
  const instances: RoutingInstances = {
    n: learned.units.length,
    agreementLogits: learned.agreementLogits,
    gain: learned.gain,
    seed: request.seed,
  };
  const scored = strategy.score(instances);
  if ("refused" in scored) throw new AppError("refused", { userMessage: scored.refused });
  const targets = learned.units.flatMap((unit, row) => (isTarget(unit) ? [row] : []));
  const split = spendBudget(targets.length, request.budget, request.prices, request.overlap);
  const order = topItems(
    Float64Array.from(targets, (row) => scored.score[row] ?? 0),
    targets.length,
  );
  const each = priceAnItem(request.prices, request.overlap);
  const reasons = reasonsOf(learned);
  const { gain, agreementLogits } = learned;
  const finite = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value);
  const decisions = Array.from(order, (position, rank): NewDecision => {
    const row = targets[position] ?? 0;
    const human = rank < split.humanItems;
    return {
      taskId: learned.units[row]?.taskId ?? "",
      arm: human ? "human" : `lm:${request.lm}`,
      rank,
      gain: finite(gain?.expectedGain[row]),
      costMicros: human ? each.humanMicros : each.lmMicros,
      why: {
        pDisagree: finite(gain?.pDisagree[row]),
        pHumanRight: finite(gain?.pHumanRight[row]),
        agreementLogits: finite(agreementLogits?.[row]),
        reasons: reasons(row),
      },
    };
  });
  const share = targets.length === 0 ? 0 : split.humanItems / targets.length;
  return {
    humanItems: split.humanItems,
    costMicros: split.costMicros,
    decisions,
    outlook: {
      ...outlookOf(learned, scored.score, request, targets.length, share),
      lm: request.lm,
      rehearsal: request.rehearsal,
      seed: {
        items: gain?.seedItems ?? learned.disagrees.filter((value) => value >= 0).length,
        adjudicated: gain?.adjudicated ?? 0,
        humanRightFrom: gain?.humanRightFrom ?? null,
        humanReliability: learned.people,
        lmReliability: learned.lmReliability,
        projects: [...new Set(observed.flatMap(({ project }, row) => ((learned.disagrees[row] ?? -1) >= 0 ? [project] : [])))],
      },
    },
  };
};
