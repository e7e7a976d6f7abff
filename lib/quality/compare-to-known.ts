import type { NormalForm } from "@/lib/kinds/contract";
import type { AnyKind } from "@/lib/kinds/registry";

/** Agreement of an answer with a known one: 0 … 1, and whether it is taken for right. */
export type Comparison = { score: number; correct: boolean };

const rightFrom = 0.5;

/** A class that lies next to the known one on a scale is half right; a direction of a preference is right or wrong. */
const classScore = (kind: AnyKind, config: unknown, unitKey: string, known: NormalForm, given: NormalForm): number => {
  const label = kind.label(known);
  if (kind.label(given) === label) return 1;
  const classes = kind.classes(config, unitKey, known.question);
  if (!classes || kind.level(config, known.question) === "nominal") return 0;
  return Math.abs(classes.indexOf(label) - classes.indexOf(kind.label(given))) === 1 ? rightFrom : 0;
};

type Range = { least: number; most: number };

/** Mean distance from a number to one drawn anywhere in its range with the same chance. */
const chanceDistance = (value: number, { least, most }: Range): number =>
  ((value - least) ** 2 + (most - value) ** 2) / (2 * (most - least));

/** Numbers by their distance, corrected for chance where the scale has ends; else by how large a part of the known one it is. */
const numberScore = (wanted: number | null, given: number | null, range: Range | null): number => {
  if (wanted === null || given === null) return wanted === given ? 1 : 0;
  const inside = range !== null && wanted >= range.least && wanted <= range.most;
  return 1 - Math.min(1, Math.abs(wanted - given) / (inside ? chanceDistance(wanted, range) : Math.max(1, Math.abs(wanted))));
};

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Compares two answers to a unit, question by question, over what the known one says: rankings and marks by the kind's
 * distance corrected for chance, classes by their name, numbers by how far they are apart; a choice of several labels is one
 * question, over the labels that either of the two chose (Jaccard). Where the known answer has an overall question that one
 * decides; otherwise the mean over all.
 */
export const compareToKnown = (kind: AnyKind, asked: { config: unknown; unitKey: string }, known: unknown, given: unknown): Comparison => {
  const { config, unitKey } = asked;
  const knownForms = kind.normalise(config, unitKey, known);
  const givenForms = new Map(kind.normalise(config, unitKey, given).map((form) => [`${form.question} ${form.part}`, form]));
  const questions = new Map(kind.questions(config).map((question) => [question.name, question]));
  const scores = new Map<string, number[]>();
  for (const form of knownForms) {
    const other = givenForms.get(`${form.question} ${form.part}`);
    const distance = kind.distance(config, form.question);
    const choice = questions.get(form.question)?.choiceOf;
    const name = choice === undefined ? form.question : `${choice} ${form.part}`;
    const ofQuestion = scores.get(name) ?? [];
    scores.set(name, ofQuestion);
    if (distance) {
      if (ofQuestion.length > 0) continue;
      const chance = distance.chance(known, given);
      ofQuestion.push(Math.max(0, 1 - distance.between(known, given) / (chance > 0 ? chance : 1)));
    } else if (!other) ofQuestion.push(0);
    else if (choice !== undefined && kind.value(form) === 0 && kind.value(other) === 0) continue;
    else if (kind.classes(config, unitKey, form.question)) ofQuestion.push(classScore(kind, config, unitKey, form, other));
    else ofQuestion.push(numberScore(kind.value(form), kind.value(other), kind.range(config, form.question)));
  }
  if (scores.size === 0) {
    const same = JSON.stringify(known) === JSON.stringify(given);
    return { score: same ? 1 : 0, correct: same };
  }
  const overall = kind.questions(config).find((question) => question.overall && scores.has(question.name));
  // Where neither chose any of several labels they say the same.
  const byQuestion = [...scores].map(([name, of]) => ({ name, score: of.length === 0 ? 1 : meanOf(of) }));
  const score = meanOf(byQuestion.filter(({ name }) => !overall || name === overall.name).map((one) => one.score));
  return { score, correct: score >= rightFrom };
};
