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

const numberScore = (kind: AnyKind, known: NormalForm, given: NormalForm): number => {
  const [wanted, value] = [kind.value(known), kind.value(given)];
  if (wanted === null || value === null) return wanted === value ? 1 : 0;
  return 1 - Math.min(1, Math.abs(wanted - value) / Math.max(1, Math.abs(wanted)));
};

/**
 * Compares two answers to a unit, question by question, over what the known one says: rankings and marks by the kind's
 * distance corrected for chance, classes by their name, numbers by how far they are apart. Where the known answer has an
 * overall question that one decides; otherwise the mean over all.
 */
export const compareToKnown = (kind: AnyKind, asked: { config: unknown; unitKey: string }, known: unknown, given: unknown): Comparison => {
  const { config, unitKey } = asked;
  const knownForms = kind.normalise(config, unitKey, known);
  const givenForms = new Map(kind.normalise(config, unitKey, given).map((form) => [`${form.question} ${form.part}`, form]));
  const scores = new Map<string, number[]>();
  for (const form of knownForms) {
    const other = givenForms.get(`${form.question} ${form.part}`);
    const distance = kind.distance(config, form.question);
    const ofQuestion = scores.get(form.question) ?? [];
    if (distance) {
      if (ofQuestion.length > 0) continue;
      const chance = distance.chance(known, given);
      ofQuestion.push(Math.max(0, 1 - distance.between(known, given) / (chance > 0 ? chance : 1)));
    } else if (!other) ofQuestion.push(0);
    else if (kind.classes(config, unitKey, form.question)) ofQuestion.push(classScore(kind, config, unitKey, form, other));
    else ofQuestion.push(numberScore(kind, form, other));
    scores.set(form.question, ofQuestion);
  }
  if (scores.size === 0) {
    const same = JSON.stringify(known) === JSON.stringify(given);
    return { score: same ? 1 : 0, correct: same };
  }
  const overall = kind.questions(config).find((question) => question.overall && scores.has(question.name));
  const used = overall ? (scores.get(overall.name) ?? []) : [...scores.values()].flat();
  const score = used.reduce((sum, value) => sum + value, 0) / used.length;
  return { score, correct: score >= rightFrom };
};
