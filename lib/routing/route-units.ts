import { AppError } from "@/lib/errors";
import { createRandom, deriveSeed, permutation } from "@/lib/ml/random/random";
import { instanceScoreStrategy, randomStrategy, topItems, uncertaintyStrategy } from "@/lib/ml/routing/strategies";
import type { RoutingScores } from "@/lib/ml/routing/strategies";
import { chooseCeiling } from "@/lib/routing/choose-ceiling";
import { expectOutcome } from "@/lib/routing/expect-outcome";
import type { Learned, Observed } from "@/lib/routing/learn-units";
import { learnUnits } from "@/lib/routing/learn-units";
import type { Unit } from "@/lib/routing/observe-units";
import { publishedScores } from "@/lib/routing/published-strategies";
import type { ItemTagNames } from "@/lib/routing/published-strategies";
import { priceAnItem, spendBudget } from "@/lib/routing/price-a-label";
import type { NewDecision } from "@/lib/routing/request-store";
import type { Outlook, RouteRequest, Why } from "@/lib/routing/schema";

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

/** Targets by score, after a few drawn at random from all of them: these are asked first, whatever their score. */
const drawOrder = (score: Float64Array, controlItems: number, seed: number): { order: Int32Array; controls: Set<number> } => {
  const controls = new Set(permutation(createRandom(seed), score.length).slice(0, controlItems));
  const ranked = topItems(score, score.length);
  return {
    order: Int32Array.from([...ranked.filter((item) => controls.has(item)), ...ranked.filter((item) => !controls.has(item))]),
    controls,
  };
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
  const ceiling = chooseCeiling(learned, scored.score, request);
  const humanItems = ceiling.share === null ? split.humanItems : Math.min(split.humanItems, Math.round(ceiling.share * targets.length));
  const { order, controls } = drawOrder(
    Float64Array.from(targets, (row) => scored.score[row] ?? 0),
    Math.floor(request.controlShare * humanItems),
    deriveSeed(request.seed, 1),
  );
  const each = priceAnItem(request.prices, request.overlap);
  const reasons = reasonsOf(learned);
  const finite = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value);
  const decisions = Array.from(order, (position, rank): NewDecision => {
    const row = targets[position] ?? 0;
    const human = rank < humanItems;
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
        control: controls.has(position),
        reasons: reasons(row),
      },
    };
  });
  const share = targets.length === 0 ? 0 : humanItems / targets.length;
  return {
    humanItems,
    costMicros: decisions.reduce((sum, decision) => sum + decision.costMicros, 0),
    decisions,
    outlook: {
      ...expectOutcome(learned, scored.score, request, targets.length, share),
      ceiling: { ...ceiling, allowedItems: split.humanItems, controlItems: controls.size },
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
