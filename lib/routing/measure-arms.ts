import type { DefinedEstimate } from "@/lib/ml/estimate";
import { shrinkAccuracy } from "@/lib/ml/routing/arm-accuracy";
import type { Arm } from "@/lib/routing/arms-schema";
import { strengthOverLabels } from "@/lib/ml/routing/reliability-of-labels";
import { LEAST_RELIABLE, MOST_RELIABLE } from "@/lib/ml/routing/accuracy-from-agreement";
import { heldAgainst } from "@/lib/routing/observe-units";
import type { Reliability, Unit } from "@/lib/routing/observe-units";
import type { Outlook } from "@/lib/routing/outlook-schema";
import type { Person } from "@/lib/routing/store";

export type ArmAccuracy = { right: DefinedEstimate; from: Outlook["arms"][number]["from"] };

/** With fewer answers held against adjudicated labels, the other people's labels are the yardstick. */
const leastGoldAnswers = 20;

const belongs = (person: Person, { who, members }: Arm): boolean => {
  if (members.includes(person.name)) return true;
  switch (who.by) {
    case "expert":
      return person.expert;
    case "cohort":
      return person.cohort === who.cohort;
    case "skill":
      return person.skills.includes(who.skill);
    case "anyone":
    case "judge":
      return false;
  }
};

/** Arm of each person by name: the first that names them, else the one of everybody. Judges' arms have no people. */
export const armOfPeople = (arms: readonly Arm[], people: readonly Person[]): Map<string, Arm> => {
  const everybody = arms.find(({ who }) => who.by === "anyone");
  return new Map(
    people.flatMap((person) => {
      const arm = arms.find((candidate) => candidate.who.by !== "judge" && belongs(person, candidate)) ?? everybody;
      return arm ? [[person.name, arm] as const] : [];
    }),
  );
};

type Tally = { right: number; answered: number };

const tallyOf = (): Tally => ({ right: 0, answered: 0 });

/** Right and given answers of some annotators against the adjudicated labels. */
const againstGold = (units: readonly Unit[], labelsOf: (unit: Unit) => readonly string[]): Tally => {
  const tally = tallyOf();
  for (const unit of units) {
    if (unit.gold === null) continue;
    for (const label of labelsOf(unit)) {
      tally.answered += 1;
      if (label === unit.gold) tally.right += 1;
    }
  }
  return tally;
};

/** What labels are held against where no truth is known: people, who are right as often as this says. */
export type Yardstick = {
  /** how often one person is right where all labels count, above chance and below certainty */
  right: number;
  /** classes that people's labels are spread over, ≥ 2 */
  classes: number;
  /** how far above chance a person is, as a multiple of that; 1 for who is not named */
  strength: ReadonlyMap<string, number>;
};

/** How often people are right, all together: as the adjudicated labels say where there are enough, else as the plan takes them to be. */
export const yardstickOf = (units: readonly Unit[], people: Reliability, lm: string): Yardstick => {
  const gold = againstGold(units, (unit) => unit.people);
  const right = gold.answered >= leastGoldAnswers ? gold.right / gold.answered : people.value;
  return { right, classes: people.classes, strength: strengthOverLabels(heldAgainst(units, lm), people.classes) };
};

/**
 * How often somebody is right from how often they agree with people, one at a time: with errors spread evenly over K − 1 wrong classes,
 * a person who is s above chance agrees s · s_x above chance with person x, so that s is what they agree over what those people are.
 */
const againstPeople = (
  units: readonly Unit[],
  labelsOf: (unit: Unit) => readonly (readonly [string, string])[],
  { right, classes, strength }: Yardstick,
): Tally => {
  const aboveChance = (share: number): number => (classes * share - 1) / (classes - 1);
  const held = aboveChance(Math.min(MOST_RELIABLE, Math.max(LEAST_RELIABLE, right)));
  let compared = 0;
  let agreeing = 0;
  let expected = 0;
  for (const unit of units) {
    for (const [name, label] of labelsOf(unit)) {
      const others = [...unit.votes].filter(([other]) => other !== name);
      if (others.length === 0) continue;
      compared += 1;
      agreeing += aboveChance(others.filter(([, given]) => given === label).length / others.length);
      expected += others.reduce((sum, [other]) => sum + Math.min(1, held * (strength.get(other) ?? 1)), 0) / others.length;
    }
  }
  if (!(expected > 0)) return tallyOf();
  const value = 1 / classes + (1 - 1 / classes) * (agreeing / expected);
  return { answered: compared, right: compared * Math.min(0.99, Math.max(0.01, value)) };
};

/** How often an arm of people is right, against adjudicated labels where there are enough, else against the others. */
export const measurePeople = (units: readonly Unit[], mine: (name: string) => boolean, yardstick: Yardstick): ArmAccuracy => {
  const labelsOf = ({ votes }: Unit): (readonly [string, string])[] => [...votes].filter(([name]) => mine(name));
  const gold = againstGold(units, (unit) => labelsOf(unit).map(([, label]) => label));
  const { right } = yardstick;
  if (gold.answered >= leastGoldAnswers) return { right: shrinkAccuracy(gold.right, gold.answered, right), from: "gold" };
  const others = againstPeople(units, labelsOf, yardstick);
  if (others.answered > 0) return { right: shrinkAccuracy(others.right, others.answered, right), from: "others" };
  return { right: shrinkAccuracy(gold.right, gold.answered, right), from: gold.answered > 0 ? "gold" : "assumed" };
};

/** How often a judge is right: against adjudicated labels where there are enough, else against people. */
export const measureJudge = (units: readonly Unit[], judge: string, yardstick: Yardstick, prior: number): ArmAccuracy => {
  const labelOf = (unit: Unit): string[] => [unit.judges.get(judge)?.label ?? []].flat();
  const gold = againstGold(units, labelOf);
  if (gold.answered >= leastGoldAnswers) return { right: shrinkAccuracy(gold.right, gold.answered, prior), from: "gold" };
  const others = againstPeople(units, (unit) => labelOf(unit).map((label) => [judge, label] as const), yardstick);
  if (others.answered === 0) return { right: shrinkAccuracy(0, 0, prior), from: "assumed" };
  return { right: shrinkAccuracy(others.right, others.answered, prior), from: "others" };
};
