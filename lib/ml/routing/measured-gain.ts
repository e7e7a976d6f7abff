import type { Estimate } from "../estimate";
import { betaQuantile, normalQuantile } from "../math/special";

/** Items of one arm that people have answered. */
export interface ArmAnswers {
  answered: number;
  /** Items on which most people differ from the judge; halves are allowed. */
  differing: number;
  /** What the plan predicted of these very items: the sum of P(people differ); null where it was drawn without a word on that. */
  predicted: number | null;
}

export interface MeasuredGain {
  /** Share of differing items in either arm. */
  routed: Estimate;
  control: Estimate;
  /** Labels changed per item asked, routed over a random choice. */
  lift: Estimate;
  /** What the plan predicted for the routed items, per item; null where none was answered, or nothing was predicted. */
  predicted: number | null;
  /** Whether the prediction lies outside the interval of what was seen, on items enough to tell. */
  alarm: boolean;
}

/** Fewer answers leave an interval so wide that an alarm would say nothing. */
export const LEAST_ANSWERS = 20;
const LEVEL = 0.95;
/**
 * A plan is looked at again whenever a tenth more has been answered, and each look may go wrong: at .95 a look, 40 of 100 plans whose
 * prediction is exactly right have raised an alarm by the time of 3,000 answers; at this, 5.
 */
const ALARM_LEVEL = 0.997;

/**
 * What routing has really gained: items that the plan chose against items drawn at random from the same ones, both answered by people.
 *
 * Shares have Jeffreys' intervals; their difference that of Agresti and Caffo (2000), doi:10.1080/00031305.2000.10474560: one success
 * and one failure are added to either arm, which holds its coverage for small arms. Without a control arm there is no difference to show.
 */
export function measureGain(routed: ArmAnswers, control: ArmAnswers): MeasuredGain {
  const predicted = routed.answered === 0 || routed.predicted === null ? null : routed.predicted / routed.answered;
  const [low, high] = intervalOf(routed, ALARM_LEVEL);
  const outside = predicted !== null && (predicted < low || predicted > high);
  return {
    routed: shareOf(routed),
    control: shareOf(control),
    lift: differenceOf(routed, control),
    predicted,
    alarm: routed.answered >= LEAST_ANSWERS && outside,
  };
}

function shareOf(arm: ArmAnswers): Estimate {
  const { answered, differing } = arm;
  const ci = intervalOf(arm, LEVEL);
  if (answered === 0) return { value: null, reason: "No item of this arm has been answered yet." };
  return { value: differing / answered, ci, n: answered };
}

function intervalOf({ answered, differing }: ArmAnswers, level: number): [number, number] {
  if (!(answered >= 0 && differing >= 0 && differing <= answered))
    throw new RangeError(`differing = ${differing} must lie in [0, answered = ${answered}]`);
  const [a, b] = [differing + 0.5, answered - differing + 0.5];
  const tail = (1 - level) / 2;
  // At the ends the interval reaches to the share itself, as Brown, Cai and DasGupta (2001), doi:10.1214/ss/1009213286, sec. 4, have it.
  return [differing === 0 ? 0 : betaQuantile(tail, a, b), differing === answered ? 1 : betaQuantile(1 - tail, a, b)];
}

function differenceOf(routed: ArmAnswers, control: ArmAnswers): Estimate {
  if (routed.answered === 0 || control.answered === 0)
    return { value: null, reason: "The gain is measured against items drawn at random: both arms need answers." };
  const [p, q] = [routed, control].map(({ answered, differing }) => (differing + 1) / (answered + 2));
  const variance = [routed, control].reduce((sum, { answered, differing }) => {
    const share = (differing + 1) / (answered + 2);
    return sum + (share * (1 - share)) / (answered + 2);
  }, 0);
  const half = normalQuantile((1 + LEVEL) / 2) * Math.sqrt(variance);
  const centre = (p ?? 0) - (q ?? 0);
  return {
    value: routed.differing / routed.answered - control.differing / control.answered,
    ci: [Math.max(-1, centre - half), Math.min(1, centre + half)],
    n: routed.answered + control.answered,
  };
}
