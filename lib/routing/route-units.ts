import { AppError } from "@/lib/errors";
import { routingCurve } from "@/lib/ml/routing/routing-curve";
import { seedSignal } from "@/lib/ml/routing/seed-signal";
import { instanceScoreStrategy, randomStrategy, topItems, uncertaintyStrategy } from "@/lib/ml/routing/strategies";
import type { RoutingScores } from "@/lib/ml/routing/strategies";
import type { Learned, Observed } from "@/lib/routing/learn-units";
import { learnUnits } from "@/lib/routing/learn-units";
import type { Unit } from "@/lib/routing/observe-units";
import { publishedScores } from "@/lib/routing/published-strategies";
import type { ItemTagNames } from "@/lib/routing/published-strategies";
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
export type Routed = { humanItems: number; costMicros: number; outlook: Outlook; decisions: NewDecision[] };

/** What a strategy says of every unit of `learned`. @throws AppError refused where it lacks what it goes by */
const scoreUnits = (learned: Learned, request: RouteRequest, humanItems: number, tags: ItemTagNames): RoutingScores => {
  const { units, agreementLogits, scores } = learned;
  const { strategy, seed } = request;
  const scored =
    strategy === "published-topk" || strategy === "published-simulated"
      ? publishedScores(strategy, learned, tags, { humanItems, seed })
      : strategies[strategy].score({ n: units.length, agreementLogits, scores, seed });
  if ("refused" in scored) throw new AppError("refused", { userMessage: scored.refused });
  return scored;
};

const strategies = { best: instanceScoreStrategy, uncertainty: uncertaintyStrategy, random: randomStrategy } as const;

const curveShares = Array.from({ length: 21 }, (_, index) => index / 20);
const bootstrapDraws = 300;

const noSeed = "Nothing says how people and this judge differ: that needs at least 20 items that both have labelled.";

type Expected = Pick<Outlook, "predicted" | "allHuman" | "allLm" | "random" | "curve" | "randomCurve" | "bestShare" | "signal">;

const outlookOf = (learned: Learned, score: Float64Array, request: RouteRequest, items: number, share: number): Expected => {
  const { scores, data } = learned;
  if (!scores) {
    const unknown = { value: null, reason: noSeed };
    return {
      predicted: unknown,
      allHuman: unknown,
      allLm: unknown,
      random: unknown,
      curve: [],
      randomCurve: [],
      bestShare: null,
      signal: unknown,
    };
  }
  const rows = Array.from(data.differs.keys()).filter((row) => !Number.isNaN(data.differs[row]));
  const differs = Float64Array.from(rows, (row) => data.differs[row] ?? 0);
  const cluster = Int32Array.from(rows, (row) => data.prompt[row] ?? 0);
  const settings = { draws: bootstrapDraws, seed: request.seed };
  const random = randomStrategy.score({ n: score.length, agreementLogits: null, scores: null, seed: request.seed + 1 });
  const seedScores = (of: Float64Array): Float64Array => Float64Array.from(rows, (row) => of[row] ?? 0);
  const replay = (of: Float64Array): OutlookPoint[] =>
    routingCurve(
      { score: seedScores(of), differs, pHumanRight: Float64Array.from(rows, (row) => scores.gain.pHumanRight[row] ?? 0.5), cluster },
      [...curveShares, share],
      settings,
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
    signal: seedSignal(seedScores(score), differs, cluster, settings),
  };
};

/** What speaks loudest in the disagreement model for each unit: weight times how far the unit lies from the mean. */
const reasonsOf = ({ table, scores }: Learned): ((row: number) => Why["reasons"]) => {
  if (!scores) return () => [];
  const { names, d, values } = table;
  const { weights, mean, deviation } = scores.gain.disagreement;
  return (row) =>
    names
      .map((feature, column) => {
        const value = values[row * d + column] ?? 0;
        const scale = deviation[column] ?? 0;
        const weight = scale > 0 ? ((weights[column] ?? 0) * (value - (mean[column] ?? 0))) / scale : 0;
        return { feature, value, weight };
      })
      .filter(({ weight }) => Math.abs(weight) >= 0.05)
      .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
      .slice(0, 3);
};

/**
 * Splits the units that `isTarget` names between people and the judge within the budget, by one strategy; what is expected of it is
 * replayed on the units of `observed` that both have labelled. Pure: the same input gives the same plan.
 * @throws AppError refused where the strategy lacks what it goes by, or the money does not even pay the judge
 */
export const routeUnits = (
  observed: readonly Observed[],
  isTarget: (unit: Unit) => boolean,
  request: RouteRequest,
  tags: ItemTagNames = new Map(),
): Routed => {
  const learned = learnUnits(observed, isTarget, request);
  const { units, data, scores, agreementLogits } = learned;
  const targets = units.flatMap((_, row) => (data.routed[row] === 1 ? [row] : []));
  const split = spendBudget(targets.length, request.budget, request.prices, request.overlap);
  const scored = scoreUnits(learned, request, split.humanItems, tags);
  const order = topItems(
    Float64Array.from(targets, (row) => scored.score[row] ?? 0),
    targets.length,
  );
  const each = priceAnItem(request.prices, request.overlap);
  const reasons = reasonsOf(learned);
  const finite = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value);
  const decisions = Array.from(order, (position, rank): NewDecision => {
    const row = targets[position] ?? 0;
    const human = rank < split.humanItems;
    return {
      taskId: units[row]?.taskId ?? "",
      arm: human ? "human" : `lm:${request.lm}`,
      rank,
      gain: finite(scores?.gain.expectedGain[row]),
      costMicros: human ? each.humanMicros : each.lmMicros,
      why: {
        pDisagree: finite(scores?.gain.pDisagree[row]),
        pHumanRight: finite(scores?.gain.pHumanRight[row]),
        influence: finite(scores?.weightedInfluence?.[row]),
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
        items: scores?.gain.seedItems ?? data.differs.filter((value) => !Number.isNaN(value)).length,
        adjudicated: scores?.gain.adjudicated ?? 0,
        humanRightFrom: scores?.gain.humanRightFrom ?? null,
        humanReliability: learned.people,
        lmReliability: learned.lmReliability,
        projects: [...new Set(observed.flatMap(({ project, unit }) => (unit.people.length > 0 ? [project] : [])))],
      },
    },
  };
};
