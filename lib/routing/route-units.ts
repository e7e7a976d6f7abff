import { AppError } from "@/lib/errors";
import { createRandom, deriveSeed, permutation } from "@/lib/ml/random/random";
import { instanceScoreStrategy, randomStrategy, topItems, uncertaintyStrategy } from "@/lib/ml/routing/strategies";
import type { RoutingScores } from "@/lib/ml/routing/strategies";
import { everybodyArm } from "@/lib/routing/arms-schema";
import type { Arm } from "@/lib/routing/arms-schema";
import { chooseCeiling } from "@/lib/routing/choose-ceiling";
import { expectOutcome } from "@/lib/routing/expect-outcome";
import type { Learned, Observed } from "@/lib/routing/learn-units";
import { learnUnits } from "@/lib/routing/learn-units";
import type { Unit } from "@/lib/routing/observe-units";
import { priceAnItem, spendBudget } from "@/lib/routing/price-a-label";
import type { NewDecision } from "@/lib/routing/request-store";
import { routeArms } from "@/lib/routing/route-arms";
import { goesByTags } from "@/lib/routing/schema";
import { spreadControls } from "@/lib/routing/spread-controls";
import type { Outlook } from "@/lib/routing/outlook-schema";
import type { RouteRequest, Why } from "@/lib/routing/schema";
import type { Person } from "@/lib/routing/store";
import { scoresByTags } from "@/lib/routing/tag-strategies";
import type { ItemTagNames, TagScores } from "@/lib/routing/tag-strategies";

/** People of the campaign, for plans with several arms. */
export type Asked = { tags?: ItemTagNames; people?: readonly Person[] };

export type Routed = { humanItems: number; costMicros: number; outlook: Outlook; decisions: NewDecision[] };

type Scored = RoutingScores & Partial<Pick<TagScores, "reasons">>;

/** What a strategy says of every unit of `learned`. @throws AppError refused where it lacks what it goes by */
const scoreUnits = (learned: Learned, request: RouteRequest, humanItems: number, tags: ItemTagNames): Scored => {
  const { units, agreementLogits, scores } = learned;
  const { strategy, lm, seed, measured } = request;
  const scored = goesByTags(strategy)
    ? scoresByTags(strategy, learned, tags, { humanItems, lm, seed, measured })
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

/** Targets by score, and among the first `humanItems` a few drawn at random from all of them, whatever their score. */
const drawOrder = (
  score: Float64Array,
  sizes: { humanItems: number; controlItems: number },
  seed: number,
): { order: Int32Array; controls: Set<number> } => {
  const { humanItems, controlItems } = sizes;
  const drawn = permutation(createRandom(seed), score.length).slice(0, controlItems);
  const controls = new Set(drawn);
  const chosen = topItems(score, score.length).filter((item) => !controls.has(item));
  const byScore = humanItems - controlItems;
  const order = Int32Array.from([...spreadControls([...chosen.subarray(0, byScore)], [...drawn]), ...chosen.subarray(byScore)]);
  return { order, controls };
};

type Choice = { row: number; arm: string; people: boolean; costMicros: number; control: boolean } & Pick<Why, "chosen" | "asking">;

type Chosen = { choices: Choice[]; outlook: Pick<Outlook, "ceiling" | "arms" | "mix" | "adaptive"> };

type Route = { learned: Learned; scored: RoutingScores; targets: readonly number[]; allowed: number; request: RouteRequest };

/** People in the order of the scores, as many as the budget and the ceiling hold; one judge for the rest. */
const chooseByRank = ({ learned, scored, targets, allowed, request }: Route): Chosen => {
  const ceiling = chooseCeiling(learned, scored.score, request);
  const humanItems = ceiling.share === null ? allowed : Math.min(allowed, Math.round(ceiling.share * targets.length));
  const { order, controls } = drawOrder(
    Float64Array.from(targets, (row) => scored.score[row] ?? 0),
    { humanItems, controlItems: Math.floor(request.controlShare * humanItems) },
    deriveSeed(request.seed, 1),
  );
  const each = priceAnItem(request.prices, request.overlap);
  const choices = Array.from(order, (position, rank): Choice => {
    const people = rank < humanItems;
    return {
      row: targets[position] ?? 0,
      arm: people ? "human" : `lm:${request.lm}`,
      people,
      costMicros: people ? each.humanMicros : each.lmMicros,
      control: controls.has(position),
      chosen: null,
      asking: null,
    };
  });
  const outlook = { ceiling: { ...ceiling, allowedItems: allowed, controlItems: controls.size }, arms: [], mix: null, adaptive: null };
  return { choices, outlook };
};

/** Each item to the arm that is expected to gain most for its cost. @throws AppError refused for a strategy that weighs no arms */
const chooseAmongArms = (observed: readonly Observed[], arms: Arm[], people: readonly Person[], route: Route): Chosen => {
  const { learned, scored, targets, request } = route;
  if (request.strategy !== "best") {
    throw new AppError("invalid_input", {
      userMessage: `Strategy “${request.strategy}” knows people and one judge. Several arms, and answers that adapt, go by strategy “best”.`,
    });
  }
  const ceiling = chooseCeiling(learned, scored.score, request);
  const plan = routeArms(arms, people, { observed, learned, targets }, request, ceiling.share);
  const { allowedItems, controlItems, choices, ...outlook } = plan;
  return {
    choices: choices.map(({ target, ...choice }) => ({ ...choice, row: targets[target] ?? 0 })),
    outlook: { ...outlook, ceiling: { ...ceiling, allowedItems, controlItems } },
  };
};

/**
 * Splits the units that `isTarget` names between people and judges within the budget, by one strategy; what is expected of it is
 * replayed on the units of `observed` that both have labelled. Pure: the same input gives the same plan.
 * @throws AppError refused where the strategy lacks what it goes by, or the money does not even pay the judge
 */
export const routeUnits = (
  observed: readonly Observed[],
  isTarget: (unit: Unit) => boolean,
  request: RouteRequest,
  { tags = new Map(), people = [] }: Asked = {},
): Routed => {
  const learned = learnUnits(observed, isTarget, request);
  const { units, data, scores, agreementLogits } = learned;
  const targets = units.flatMap((_, row) => (data.routed[row] === 1 ? [row] : []));
  const arms = request.arms ?? (request.adaptive ? [everybodyArm(request.prices.humanMicros, request.overlap)] : null);
  const allowed = arms ? 0 : spendBudget(targets.length, request.budget, request.prices, request.overlap).humanItems;
  const scored = scoreUnits(learned, request, allowed, tags);
  const route = { learned, scored, targets, allowed, request };
  const { choices, outlook } = arms ? chooseAmongArms(observed, arms, people, route) : chooseByRank(route);
  // What a strategy went by is the reason; by tags, that is not what the disagreement model says.
  const reasons = scored.reasons ?? reasonsOf(learned);
  const finite = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value);
  const decisions = choices.map(({ row, arm, costMicros, control, chosen, asking }, rank): NewDecision => {
    const why = {
      pDisagree: finite(scores?.gain.pDisagree[row]),
      pHumanRight: finite(scores?.gain.pHumanRight[row]),
      influence: finite(scores?.weightedInfluence?.[row]),
      agreementLogits: finite(agreementLogits?.[row]),
      control,
      chosen,
      asking,
      reasons: reasons(row),
    };
    const gain = chosen ? chosen.after - chosen.before : finite(scores?.gain.expectedGain[row]);
    return { taskId: units[row]?.taskId ?? "", arm, rank, gain, costMicros, why };
  });
  const humanItems = choices.filter((choice) => choice.people).length;
  const share = targets.length === 0 ? 0 : humanItems / targets.length;
  return {
    humanItems,
    costMicros: decisions.reduce((sum, decision) => sum + decision.costMicros, 0),
    decisions,
    outlook: {
      ...expectOutcome(learned, scored.score, request, targets.length, share),
      ...outlook,
      lm: request.lm,
      performance: request.measured ? { name: request.measured.name, mixes: request.measured.scores.length } : null,
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
