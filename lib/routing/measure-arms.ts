import type { DefinedEstimate } from "@/lib/ml/estimate";
import { shrinkAccuracy } from "@/lib/ml/routing/arm-accuracy";
import type { Arm } from "@/lib/routing/arms-schema";
import { judgeReliability } from "@/lib/routing/learn-units";
import type { Unit } from "@/lib/routing/observe-units";
import { humanReliability, majorityOf, majorityReliability } from "@/lib/routing/observe-units";
import type { Outlook } from "@/lib/routing/schema";
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

/**
 * The same against the majority of the other people, turned into how often they are right: with a majority that is right with c, an
 * annotator who is right with r agrees with it in c r + (1 − c)(1 − r) of the cases.
 */
const againstOthers = (units: readonly Unit[], mine: (name: string) => boolean, personRight: number): Tally => {
  let agreeing = 0;
  let compared = 0;
  let others = 0;
  for (const { votes } of units) {
    for (const [name, label] of votes) {
      if (!mine(name)) continue;
      const rest = [...votes].flatMap(([other, given]) => (other === name ? [] : [given]));
      const majority = majorityOf(rest);
      if (majority === null) continue;
      compared += 1;
      others += rest.length;
      if (label === majority) agreeing += 1;
    }
  }
  if (compared === 0) return tallyOf();
  const consensus = majorityReliability(personRight, Math.max(1, Math.round(others / compared)));
  return { answered: compared, right: compared * judgeReliability(agreeing / compared, consensus) };
};

/** How often all people together are right, which every arm of people is shrunk towards. */
export const pooledPeople = (units: readonly Unit[]): number => {
  const gold = againstGold(units, (unit) => unit.people);
  return gold.answered >= leastGoldAnswers ? gold.right / gold.answered : humanReliability([...units]).value;
};

/** How often an arm of people is right, against adjudicated labels where there are enough, else against the others. */
export const measurePeople = (units: readonly Unit[], mine: (name: string) => boolean, pooled: number): ArmAccuracy => {
  const gold = againstGold(units, ({ votes }) => [...votes].flatMap(([name, label]) => (mine(name) ? [label] : [])));
  if (gold.answered >= leastGoldAnswers) return { right: shrinkAccuracy(gold.right, gold.answered, pooled), from: "gold" };
  const others = againstOthers(units, mine, pooled);
  if (others.answered > 0) return { right: shrinkAccuracy(others.right, others.answered, pooled), from: "others" };
  return { right: shrinkAccuracy(gold.right, gold.answered, pooled), from: gold.answered > 0 ? "gold" : "assumed" };
};

/** How often a judge is right: against adjudicated labels where there are enough, else against people's majority. */
export const measureJudge = (units: readonly Unit[], judge: string, pooledPerson: number, prior: number): ArmAccuracy => {
  const labelled = units.filter((unit) => unit.judges.has(judge));
  const gold = againstGold(labelled, (unit) => [unit.judges.get(judge)?.label ?? ""]);
  if (gold.answered >= leastGoldAnswers) return { right: shrinkAccuracy(gold.right, gold.answered, prior), from: "gold" };
  const seeds = labelled.flatMap((unit) => {
    const majority = majorityOf(unit.people);
    return majority === null ? [] : [{ votes: unit.people.length, agrees: unit.judges.get(judge)?.label === majority }];
  });
  if (seeds.length === 0) return { right: shrinkAccuracy(0, 0, prior), from: "assumed" };
  const votes = seeds.reduce((sum, seed) => sum + seed.votes, 0) / seeds.length;
  const agreement = seeds.filter(({ agrees }) => agrees).length / seeds.length;
  const right = judgeReliability(agreement, majorityReliability(pooledPerson, Math.max(1, Math.round(votes))));
  return { right: shrinkAccuracy(right * seeds.length, seeds.length, prior), from: "others" };
};
