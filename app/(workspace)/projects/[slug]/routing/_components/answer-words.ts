import { toFigure } from "@/app/(workspace)/projects/[slug]/routing/_components/to-figure";
import { counted, describeEstimate, formatFigure } from "@/components/ui/figure-format";
import type { Estimate } from "@/lib/ml/estimate";
import { warningsOf, warnOfGain } from "@/lib/routing/explain-outlook";
import type { PlanWarning } from "@/lib/routing/explain-outlook";
import type { PeopleOrJudge } from "@/lib/routing/people-or-judge";
import type { PlanView } from "@/lib/routing/schema";

/** "+5.9 points [1.2, 10.3]": a difference of accuracies with its 95 % interval. */
export const pointsOf = ({ value, ...rest }: Estimate): string => {
  if (value === null) return "unknown";
  const ci = "ci" in rest && rest.ci ? ` [${rest.ci.map((end) => formatFigure(100 * end, "number", 1)).join(", ")}]` : "";
  return `${value > 0 ? "+" : ""}${formatFigure(100 * value, "number", 1)} points${ci}`;
};

/** The answer in one line. */
export const headlineOf = ({ verdict, best, people, judge }: PeopleOrJudge, { items, outlook }: PlanView): string => {
  switch (verdict) {
    case "mix":
      return `Both: people for ${formatFigure(best.people, "count")} of ${counted(items, "item")}, ${outlook.lm} for the rest.`;
    case "people":
      return `People, for all ${counted(items, "item")}.`;
    case "judge":
      return (people.gains.overJudge.value ?? 0) < 0
        ? `${outlook.lm} alone: people would put less right.`
        : `${outlook.lm} alone: people would put no more right.`;
    case "unsure":
      return `Not told yet: ${counted(judge.accuracy.value === null ? 0 : judge.accuracy.n, "item")} are too few.`;
    case "no-truth":
      return "Nobody can say yet who is right.";
  }
};

/** How many items would show the gain, were it as large as it looks: an interval shrinks with the root of n. */
const itemsToTell = ({ value, ...rest }: Estimate): number | null => {
  if (value === null || value <= 0 || !("ci" in rest) || !rest.ci) return null;
  return Math.ceil(rest.n * ((value - rest.ci[0]) / value) ** 2);
};

/** What the answer rests on, in two or three sentences. */
export const reasonsOf = (answer: PeopleOrJudge, { items, outlook }: PlanView): string => {
  const { verdict, best, people, judge } = answer;
  const { overJudge, overPeople } = best.gains;
  const n = judge.accuracy.value === null ? "" : `${counted(judge.accuracy.n, "item")} that both have labelled`;
  switch (verdict) {
    case "mix":
      return `${formatFigure(best.costMicros, "money")} buys ${pointsOf(overJudge)} over ${outlook.lm} alone, and ${pointsOf(overPeople)} against people alone, who would cost ${formatFigure(people.costMicros, "money")}. Replayed on ${n}.`;
    case "people":
      return `${formatFigure(best.costMicros, "money")} buys ${pointsOf(overJudge)} over ${outlook.lm} alone. Replayed on ${n}.`;
    case "judge":
      return `People alone: ${pointsOf(people.gains.overJudge)} over ${outlook.lm}, for ${formatFigure(people.costMicros, "money")}. Replayed on ${n}.`;
    case "unsure": {
      const wanted = itemsToTell(overJudge);
      const more = wanted === null ? "" : ` Were it as large as it looks, about ${formatFigure(wanted, "count")} items would show it.`;
      return `People for ${formatFigure(best.people, "count")} of ${counted(items, "item")} look best, ${pointsOf(overJudge)} over ${outlook.lm} alone: that may be nothing.${more} Until it is known, ${outlook.lm} alone is the cheaper choice.`;
    }
    case "no-truth": {
      const said = describeEstimate(toFigure(judge.accuracy), "percent");
      return `${outlook.lm} says what people say on ${said}. Where they differ nothing tells who errs: too few items have a deciding answer, and no two people answered the same ones.`;
    }
  }
};

/** How much the next dollar buys, where one is left to spend. */
export const nextDollarNote = ({ nextDollar, best }: PeopleOrJudge): string | null => {
  if (nextDollar === null) return null;
  const { value, ci } = nextDollar;
  const beyond = best.people > 0 ? ` beyond ${formatFigure(best.costMicros, "money")}` : "";
  if (value <= 0) return `nothing more is expected${beyond}`;
  const each = `${formatFigure(1e6 / value, "money")} a label`;
  return ci !== null && ci[0] > 0 ? each : `${each}, if anything: it may be nothing${beyond}`;
};

/** What to know before acting on the answer. A signal that is not there takes nothing from an answer that mixes nobody. */
export const warningsOfAnswer = ({ verdict }: PeopleOrJudge, { outlook, strategy }: PlanView): PlanWarning[] => {
  if (verdict === "mix") return warningsOf({ ...outlook, strategy });
  const warning = warnOfGain({ ...outlook, strategy });
  return warning === null ? [] : [warning];
};
