import { expectPanel } from "@/lib/ml/routing/answer-panel";
import { shiftAccuracy, splitDisagreement } from "@/lib/ml/routing/arm-accuracy";
import type { ArmOption } from "@/lib/ml/routing/assign-arms";
import { averageRanks } from "@/lib/ml/routing/performance-prediction";
import type { AdaptivePanel, Arm } from "@/lib/routing/arms-schema";
import type { Learned, Observed } from "@/lib/routing/learn-units";
import { learnUnits } from "@/lib/routing/learn-units";
import type { ArmAccuracy } from "@/lib/routing/measure-arms";
import { measureJudge, measurePeople, yardstickOf } from "@/lib/routing/measure-arms";
import type { Unit } from "@/lib/routing/observe-units";
import type { Asking } from "@/lib/tasks/schema";

/** An arm with what is known of it and, item by item, how often its label would be right. */
export type WeighedArm = {
  arm: Arm;
  accuracy: ArmAccuracy;
  /** of one answer, on each target. // [targets] */
  right: Float64Array;
  /** whether its label is there already. // [targets] */
  given: Uint8Array;
};

/** What may be done with a target, and how often the label is right then. */
export type WeighedOption = ArmOption & { right: number; asking: Asking | null };

/** A judge of whom nothing is known: the mode of the one-coin model's prior. */
const unknownJudge = 0.75;
const [least, most] = [0.02, 0.98];

const clip = (value: number): number => Math.min(most, Math.max(least, value));

/** P(right) of a person and of the judge on each target, from the models of one judge's units. */
const accuraciesOf = ({ scores }: Learned, rows: readonly number[]): { person: Float64Array; judge: Float64Array } => {
  const pairs = rows.map((row) => splitDisagreement(scores?.gain.pDisagree[row] ?? 0.5, scores?.gain.pHumanRight[row] ?? 0.5));
  return { person: Float64Array.from(pairs, ({ person }) => clip(person)), judge: Float64Array.from(pairs, ({ judge }) => clip(judge)) };
};

export type Weighing = {
  observed: readonly Observed[];
  learned: Learned;
  targets: readonly number[];
  lm: string;
  seed: number;
};

/**
 * How often each arm would be right on each target. People are right as the seed says of all of them, moved by as many logits as the
 * arm's own measured accuracy lies from theirs; a judge by a model of its own on the units that it has labelled, and elsewhere as often
 * as it is overall, moved by how hard the target is for the judge that labelled it.
 */
export const weighArms = (
  arms: readonly Arm[],
  { observed, learned, targets, lm, seed }: Weighing,
  armOf: (name: string) => string | null,
): WeighedArm[] => {
  const units = observed.map(({ unit }) => unit);
  const yardstick = yardstickOf(units, learned.people, lm);
  const base = accuraciesOf(learned, targets);
  const baseRight = measureJudge(units, lm, yardstick, unknownJudge).right.value;
  const targetUnits = targets.flatMap((row) => learned.units[row] ?? []);
  return arms.map((arm): WeighedArm => {
    const { who } = arm;
    if (who.by !== "judge") {
      const accuracy = measurePeople(units, (name) => armOf(name) === arm.name, yardstick);
      const right = base.person.map((value) => shiftAccuracy(value, yardstick.right, accuracy.right.value));
      return { arm, accuracy, right, given: new Uint8Array(targets.length) };
    }
    const accuracy = measureJudge(units, who.judge, yardstick, unknownJudge);
    const given = Uint8Array.from(targetUnits, (unit) => (unit.judges.has(who.judge) ? 1 : 0));
    if (who.judge === lm) return { arm, accuracy, right: base.judge, given };
    const right = base.judge.map((value) => shiftAccuracy(value, baseRight, accuracy.right.value));
    judgeAlone(observed, targetUnits, who.judge, seed).forEach((value, at) => {
      if (!Number.isNaN(value)) right[at] = value;
    });
    return { arm, accuracy, right, given };
  });
};

/** P(right) of another judge on the targets that it has labelled; NaN elsewhere, and everywhere where too little is known of it. */
const judgeAlone = (observed: readonly Observed[], targets: readonly Unit[], judge: string, seed: number): Float64Array => {
  const wanted = new Set(targets);
  const own = observed.filter(({ unit }) => unit.judges.has(judge));
  const learned = learnUnits(own, (unit) => wanted.has(unit), { lm: judge, seed });
  if (!learned.scores) return new Float64Array(targets.length).fill(Number.NaN);
  const { judge: right } = accuraciesOf(
    learned,
    learned.units.map((_, row) => row),
  );
  const rowOf = new Map(learned.units.map((unit, row) => [unit, row]));
  return Float64Array.from(targets, (unit) => {
    const row = rowOf.get(unit);
    return row === undefined ? Number.NaN : (right[row] ?? Number.NaN);
  });
};

/**
 * What each target counts for: 1 + w (2ρ − 1), where ρ is the rank of its influence on the reward model and w the weight that the
 * influence has in the scores. // [targets]
 */
const weightOf = ({ scores }: Learned, targets: readonly number[]): Float64Array => {
  const influence = scores?.weightedInfluence;
  if (!scores || !influence || targets.length === 0) return new Float64Array(targets.length).fill(1);
  const ranks = averageRanks(Float64Array.from(targets, (row) => influence[row] ?? 0));
  return ranks.map((rank) => 1 + scores.influenceWeight * ((2 * rank) / targets.length - 1));
};

/** The options of every target, the judge that labelled it first. Costs in micro-dollars, of labels that are not there yet. */
export const optionsOf = (
  weighed: readonly WeighedArm[],
  { learned, targets, lm }: Pick<Weighing, "learned" | "targets" | "lm">,
  adaptive: AdaptivePanel | undefined,
): WeighedOption[][] => {
  const weight = weightOf(learned, targets);
  const baseArm = weighed.findIndex(({ arm: { who } }) => who.by === "judge" && who.judge === lm);
  const order = [baseArm, ...weighed.keys()].filter((arm, position, all) => all.indexOf(arm) === position);
  return targets.map((row, at) => {
    const before = weighed[baseArm]?.right[at] ?? 0.5;
    const label = learned.units[row]?.judges.get(lm)?.label ?? "";
    return order.flatMap((index): WeighedOption[] => {
      const own = weighed[index];
      if (!own) return [];
      const { arm, given } = own;
      const right = own.right[at] ?? 0.5;
      const gainOf = (after: number): number => (after - before) * (weight[at] ?? 1);
      if (arm.who.by === "judge") {
        const there = given[at] === 1;
        return [{ arm: index, labels: there ? 0 : 1, cost: there ? 0 : arm.priceMicros, gain: gainOf(right), right, asking: null }];
      }
      const rule = adaptive ?? { most: arm.labels, threshold: 1 };
      const panel = expectPanel(before, right, rule);
      // Where the number does not hang on the answers it is the arm's own, not one that is nearly so.
      const labels = adaptive ? panel.labels : arm.labels;
      const asking = adaptive ? { ...adaptive, label, machine: before, person: right, priceMicros: arm.priceMicros } : null;
      return [
        {
          arm: index,
          labels,
          cost: Math.ceil(labels * arm.priceMicros - 1e-6),
          gain: gainOf(panel.accuracy),
          right: panel.accuracy,
          asking,
        },
      ];
    });
  });
};
