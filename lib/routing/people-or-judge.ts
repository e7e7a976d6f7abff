import type { DefinedEstimate, Estimate } from "@/lib/ml/estimate";
import type { OutlookPoint } from "@/lib/routing/outlook-schema";
import type { PlanView } from "@/lib/routing/schema";

/** “People or a judge, and what does the next dollar buy?”, read off the curve of a plan. Safe in the browser. */

type Gains = NonNullable<OutlookPoint["gains"]>;
type MeasuredPoint = { share: number; costMicros: number; accuracy: Estimate; gains: Gains };

/** One way of splitting the items: so many to people, and what these and the judge's labels cost. */
export type Split = MeasuredPoint & { people: number };

export type Verdict =
  /** people surely put more right than wrong, for some or for all items */
  | "mix"
  | "people"
  /** asking people is not expected to put anything right */
  | "judge"
  /** people are expected to, and the interval holds nothing as well */
  | "unsure"
  /** people are the yardstick: nothing tells how often they err */
  | "no-truth";

export type PeopleOrJudge = {
  verdict: Verdict;
  /** fewest people within the money than whom more are not better by a standard error, and with whom the gain is sure, if it ever is */
  best: Split;
  judge: Split;
  people: Split;
  /** labels that a dollar beyond the best split would put right; null where all items go to people, or that is not known */
  nextDollar: DefinedEstimate | null;
};

/** Half the width of a 95 % interval in standard errors. */
const z = 1.96;

/** Whether what more people would add is no more than one standard error of it: then fewer of them are as good. */
const asGood = ({ beyond }: Gains): boolean =>
  beyond.value !== null && beyond.ci !== null && beyond.value <= (beyond.ci[1] - beyond.ci[0]) / (2 * z);

const surelyOver = ({ overJudge }: Gains): boolean => overJudge.value !== null && (overJudge.ci?.[0] ?? 0) > 0;

const mixed = (a: Estimate, b: Estimate, part: number): Estimate => {
  if (a.value === null || b.value === null) return a.value === null ? a : b;
  const between = (low: number, high: number): number => low + part * (high - low);
  return {
    value: between(a.value, b.value),
    ci: a.ci && b.ci ? [between(a.ci[0], b.ci[0]), between(a.ci[1], b.ci[1])] : null,
    n: Math.min(a.n, b.n),
  };
};

/** The curve at a share, between two of its points. */
const pointAt = (points: readonly MeasuredPoint[], share: number, costMicros: number): MeasuredPoint | null => {
  const after = points.findIndex((point) => point.share >= share);
  const to = points[after];
  const from = points[after - 1] ?? to;
  if (!from || !to) return null;
  const part = to.share > from.share ? (share - from.share) / (to.share - from.share) : 0;
  return {
    share,
    costMicros,
    accuracy: mixed(from.accuracy, to.accuracy, part),
    gains: {
      overJudge: mixed(from.gains.overJudge, to.gains.overJudge, part),
      overPeople: mixed(from.gains.overPeople, to.gains.overPeople, part),
      step: to.gains.step,
      beyond: mixed(from.gains.beyond, to.gains.beyond, part),
    },
  };
};

/** What a share of people costs with items as finely divided as it takes: a point of the curve may lie between two items. */
export const costOf = ({ items, prices, overlap }: PlanView, share: number): number =>
  items * (prices.lmMicros + share * (prices.humanMicros * overlap - prices.lmMicros));

const measuredPoints = (plan: PlanView): MeasuredPoint[] =>
  plan.outlook.curve.flatMap(({ share, accuracy, gains }) =>
    gains === null || accuracy.value === null ? [] : [{ share, accuracy, gains, costMicros: costOf(plan, share) }],
  );

/** Whether a plan's figures tell of people and one judge in the order in which one would ask: a draw at random says nothing of that. */
export const answersPeopleOrJudge = (plan: PlanView): boolean =>
  plan.state !== "dropped" && plan.strategy !== "random" && plan.outlook.arms.length === 0 && measuredPoints(plan).length > 1;

const verdictOf = (plan: PlanView, best: MeasuredPoint): Verdict => {
  if (plan.outlook.yardstick === "people") return "no-truth";
  if (best.share === 0) return "judge";
  if (!surelyOver(best.gains)) return "unsure";
  return best.share === 1 ? "people" : "mix";
};

/** Labels put right for each dollar of a step of the curve. */
const perDollar = ({ value, ci, n }: DefinedEstimate, items: number, micros: number): DefinedEstimate => {
  const labels = (share: number): number => (share * items) / (micros / 1e6);
  return { value: labels(value), ci: ci && [labels(ci[0]), labels(ci[1])], n };
};

const highestOf = (points: readonly Split[], none: Split): Split =>
  points.reduce((top, point) => ((point.accuracy.value ?? 0) > (top.accuracy.value ?? 0) ? point : top), none);

/**
 * The answer for so much money, or for as much as it takes.
 * Source of the rule of one standard error: Breiman et al. (1984), Classification and Regression Trees, sec. 3.4.3.
 * @returns null where the plan has no figures, or a person's label costs no more than the judge's
 */
export const peopleOrJudge = (plan: PlanView, micros: number | null): PeopleOrJudge | null => {
  const points = measuredPoints(plan);
  const judge = points.find(({ share }) => share === 0);
  const people = points.find(({ share }) => share === 1);
  if (!judge || !people || people.costMicros <= judge.costMicros) return null;
  const money = micros ?? people.costMicros;
  const shareOf = Math.min(1, (money - judge.costMicros) / (people.costMicros - judge.costMicros));
  const splitAt = (share: number): Split[] => {
    const whole = Math.floor(share * plan.items + 1e-9);
    const point = pointAt(points, whole / plan.items, Math.round(costOf(plan, whole / plan.items)));
    return point ? [{ ...point, people: whole }] : [];
  };
  // In whole items, as a plan splits them; less money than the judge's labels cost asks nobody, and these are there.
  const affordable = [...points.map(({ share }) => share).filter((share) => share < shareOf), Math.max(0, shareOf)].flatMap(splitAt);
  const none: Split = { ...judge, people: 0 };
  const enoughOf = affordable.filter(({ gains }) => asGood(gains));
  const best = enoughOf.find(({ gains }) => surelyOver(gains)) ?? enoughOf[0] ?? highestOf(affordable, none);
  const next = points.findIndex(({ share }) => share > best.share);
  const [from, to] = [points[next - 1], points[next]];
  const step = to?.gains.step;
  return {
    verdict: verdictOf(plan, best),
    best,
    judge: none,
    people: { ...people, people: plan.items },
    nextDollar: from && to && step && step.value !== null ? perDollar(step, plan.items, to.costMicros - from.costMicros) : null,
  };
};
