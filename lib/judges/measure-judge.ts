import type { Estimate } from "@/lib/ml/estimate";
import { cohenKappa } from "@/lib/ml/agreement/cohen-kappa";
import { clusterBootstrap, meanWithin, weightedMean } from "@/lib/ml/bootstrap/cluster-bootstrap";
import { expectedCalibrationError } from "@/lib/ml/calibration/calibration-errors";

/** What a judge said of one unit, beside what people or the file say of it. Labels are class names. */
export type JudgedUnit = {
  /** units of one prompt are resampled together */
  prompt: string;
  judge: string;
  /** the known answer, else what most people said; null where neither is there or people are split */
  reference: string | null;
  /** characters of the chosen response minus those of the other; null where no one of two was chosen */
  judgeLonger: number | null;
  referenceLonger: number | null;
  /** whether the judge changed its answer when the order was swapped; null where that was not asked */
  flipped: boolean | null;
  /** the judge's own probability of its label, from log-probabilities or from repeated samples; null where there is none */
  confidence: number | null;
  costMicros: number;
};

/** One answered question about a pair. */
export type JudgedCall = { prompt: string; taskId: string; orderIndex: number; label: string; tookFirstShown: boolean | null };

export type JudgeMeasures = {
  /** share of units where the judge says what the reference says */
  accuracy: Estimate;
  /** agreement with the reference beyond chance */
  kappa: Estimate;
  /** share of decided answers that took the response shown first: ½ where position plays no part */
  firstShown: Estimate;
  /** share of units whose answer changed when the order was swapped */
  orderFlips: Estimate;
  /** how much more often the judge takes the longer response than the reference does, −1 … 1 */
  lengthBias: Estimate;
  /** share of pairs of samples of one question that agree */
  selfConsistency: Estimate;
  /** expected calibration error of its confidence in being right */
  ece: Estimate;
  /** micro-dollars for a label that agrees with the reference */
  costPerCorrectMicros: Estimate;
};

const clustersOf = (rows: readonly { prompt: string }[]): Int32Array => {
  const numbers = new Map<string, number>();
  return Int32Array.from(rows, ({ prompt }) => {
    const number = numbers.get(prompt) ?? numbers.size;
    numbers.set(prompt, number);
    return number;
  });
};

/** Mean of a value in [least, 1] over the rows that have it, clustered by prompt. */
const meanOf = <Row extends { prompt: string }>(
  rows: readonly Row[],
  value: (row: Row) => number | null,
  reason: string,
  least = 0,
): Estimate => {
  const kept = rows.flatMap((row) => {
    const one = value(row);
    return one === null ? [] : [{ prompt: row.prompt, one }];
  });
  const values = Float64Array.from(kept, ({ one }) => one);
  return clusterBootstrap({ rows: kept.length, cluster: clustersOf(kept) }, (weights) => weightedMean(values, weights), reason, {
    alike: meanWithin(least, 1),
  });
};

const bit = (value: boolean | null): number | null => (value === null ? null : value ? 1 : 0);

const noReference = "No unit that it answered has a known answer or a majority of people.";

const measureKappa = (units: readonly JudgedUnit[]): Estimate => {
  const kept = units.flatMap(({ prompt, judge, reference }) => (reference === null ? [] : [{ prompt, judge, reference }]));
  if (kept.length === 0) return { value: null, reason: noReference };
  const names = [...new Set(kept.flatMap(({ judge, reference }) => [judge, reference]))].sort();
  const column = (name: string): number => names.indexOf(name);
  return cohenKappa(
    Int32Array.from(kept, ({ judge }) => column(judge)),
    Int32Array.from(kept, ({ reference }) => column(reference)),
    { classes: names.length, cluster: clustersOf(kept) },
  );
};

const measureCalibration = (units: readonly JudgedUnit[]): Estimate => {
  const kept = units.flatMap(({ prompt, judge, reference, confidence }) =>
    reference === null || confidence === null ? [] : [{ prompt, confidence, right: judge === reference ? 1 : 0 }],
  );
  if (kept.length < 10) {
    const reason =
      kept.length === 0 ? "It gave no probabilities and no repeated samples." : "Fewer than ten answers with a confidence and a reference.";
    return { value: null, reason };
  }
  return expectedCalibrationError({
    probability: Float64Array.from(kept, ({ confidence }) => confidence),
    outcome: Float64Array.from(kept, ({ right }) => right),
    cluster: clustersOf(kept),
  });
};

const measureCost = (units: readonly JudgedUnit[]): Estimate => {
  const kept = units.filter(({ reference }) => reference !== null);
  const cost = Float64Array.from(kept, ({ costMicros }) => costMicros);
  if (kept.length > 0 && cost.every((micros) => micros === 0)) return { value: null, reason: "Nothing was paid for its labels." };
  const right = Float64Array.from(kept, ({ judge, reference }) => (judge === reference ? 1 : 0));
  return clusterBootstrap(
    { rows: kept.length, cluster: clustersOf(kept) },
    (weights) => {
      const [paid, correct] = [weightedMean(cost, weights), weightedMean(right, weights)];
      return paid === null || correct === null || correct === 0 ? null : paid / correct;
    },
    kept.length === 0 ? noReference : "None of its labels agrees with the reference.",
    // Labels that are as often right everywhere, at one price, may still hide a share that is wrong, or right.
    {
      alike: {
        interval: (value, hidden) => {
          const share = weightedMean(right, new Float64Array(kept.length).fill(1)) ?? 0;
          const [low, high] = meanWithin(0, 1).interval(share, hidden);
          return [(value * share) / high, (value * share) / low];
        },
        single: false,
        range: [0, Number.POSITIVE_INFINITY],
      },
    },
  );
};

/** Pairs of samples of one question, in one order. */
const samplePairs = (calls: readonly JudgedCall[]): { prompt: string; same: boolean }[] => {
  const groups = new Map<string, JudgedCall[]>();
  for (const call of calls) {
    const key = `${call.taskId} ${call.orderIndex}`;
    groups.set(key, [...(groups.get(key) ?? []), call]);
  }
  return [...groups.values()].flatMap((group) =>
    group.flatMap((one, index) => group.slice(index + 1).map((other) => ({ prompt: one.prompt, same: one.label === other.label }))),
  );
};

/** The figures of a judge's card, each with a 95 % interval that resamples prompts, and the number that it rests on. */
export const measureJudge = (units: readonly JudgedUnit[], calls: readonly JudgedCall[]): JudgeMeasures => ({
  accuracy: meanOf(units, ({ judge, reference }) => bit(reference === null ? null : judge === reference), noReference),
  kappa: measureKappa(units),
  firstShown: meanOf(
    calls,
    ({ tookFirstShown }) => bit(tookFirstShown),
    "No answer that says which response was shown first took one of two.",
  ),
  orderFlips: meanOf(units, ({ flipped }) => bit(flipped), "No item has its answers in both orders."),
  lengthBias: meanOf(
    units,
    ({ judgeLonger, referenceLonger }) =>
      judgeLonger === null || referenceLonger === null || judgeLonger === 0
        ? null
        : (Math.sign(judgeLonger) - Math.sign(referenceLonger)) / 2,
    "No unit where both it and the reference took one of two responses of different length.",
    -1,
  ),
  selfConsistency: meanOf(samplePairs(calls), ({ same }) => bit(same), "Each question was asked once."),
  ece: measureCalibration(units),
  costPerCorrectMicros: measureCost(units),
});
