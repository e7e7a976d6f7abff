import { fitRidgeLogistic, predictRidgeLogistic } from "@/lib/ml/routing/ridge-logistic";
import { countMatches, logOfCount, readText, share } from "@/lib/ml/text/text-facts";
import type { Unit } from "@/lib/routing/observe-units";
import type { ItemTexts } from "@/lib/routing/store";

/** How the two responses of a unit differ, second minus first. // [differenceNames] */
export const differenceNames = [
  "characters",
  "words",
  "distinct words",
  "sentences",
  "lines",
  "list lines",
  "code fences",
  "digits",
  "questions",
  "prompt words taken up",
] as const;

export type UnitText = { difference: number[]; overlap: number };

const shape = (text: string, promptWords: ReadonlySet<string>): { values: number[]; words: ReadonlySet<string> } => {
  const facts = readText(text);
  const words = new Set(facts.counts.keys());
  const taken = [...words].filter((word) => promptWords.has(word)).length;
  return {
    words,
    values: [
      logOfCount(facts.characters),
      logOfCount(facts.tokens.length),
      share(words.size, facts.tokens.length),
      logOfCount(facts.sentences.length),
      logOfCount(facts.lines.length),
      logOfCount(countMatches(text, /^\s*(?:[-*•]|\d+[.)])\s/gm)),
      logOfCount(countMatches(text, /```/g)),
      logOfCount(countMatches(text, /\d/g)),
      logOfCount(countMatches(text, /\?/g)),
      share(taken, promptWords.size),
    ],
  };
};

/** What routing needs of the texts; the texts themselves are let go. */
export const describeTexts = (texts: ItemTexts, ordinals: number[]): UnitText => {
  const promptWords = new Set(readText(texts.prompt).counts.keys());
  const [first, second] = [0, 1].map((index) => shape(texts.responses[ordinals[index] ?? index] ?? "", promptWords));
  if (!first || !second) return { difference: differenceNames.map(() => 0), overlap: 0 };
  const both = [...first.words].filter((word) => second.words.has(word)).length;
  return {
    difference: second.values.map((value, index) => value - (first.values[index] ?? 0)),
    overlap: share(both, first.words.size + second.words.size - both),
  };
};

const folds = 5;
const marginPenalty = 8;

/**
 * Margin towards the second response from a small Bradley–Terry model of people's choices on `difference`: cross-fitted by
 * prompt for units that people answered, plain for the others. Zero everywhere with fewer than 20 choices to learn from.
 * // [units] logits
 */
export const peopleMargins = (texts: UnitText[], sides: (-1 | 0 | 1 | null)[], prompt: Int32Array): Float64Array => {
  const d = differenceNames.length;
  const rows = sides.flatMap((side, row) => (side === 1 || side === -1 ? [row] : []));
  if (rows.length < 20) return new Float64Array(texts.length);
  const matrix = (of: number[]): Float64Array => Float64Array.from(of.flatMap((row) => texts[row]?.difference ?? []));
  const predict = (train: number[], wanted: number[]): Float64Array => {
    const y = Float64Array.from(train, (row) => (sides[row] === 1 ? 1 : 0));
    const fit = fitRidgeLogistic(matrix(train), d, y, new Float64Array(train.length).fill(1), marginPenalty);
    return predictRidgeLogistic(fit, matrix(wanted), wanted.length).map((p) => Math.log(p / (1 - p)));
  };
  const everyone = texts.map((_, row) => row);
  const margins = predict(rows, everyone);
  for (let fold = 0; fold < folds; fold += 1) {
    const inside = rows.filter((row) => (prompt[row] ?? 0) % folds === fold);
    const outside = rows.filter((row) => (prompt[row] ?? 0) % folds !== fold);
    if (inside.length === 0 || outside.length < 15) continue;
    predict(outside, inside).forEach((margin, index) => {
      margins[inside[index] ?? 0] = margin;
    });
  }
  return margins;
};

/** Signed square root: large values count, but do not rule. */
const root = (value: number): number => Math.sign(value) * Math.sqrt(Math.abs(value));

export type FeatureTable = { names: string[]; d: number; values: Float64Array };

/**
 * Features of each unit seen from one judge's answer: what is known before a person is asked. Every sign is left to be learned,
 * since a judge that picks the longer response errs by it in one data set and is right by it in another. // [units, d] row-major
 */
export const judgeFeatures = (units: Unit[], texts: UnitText[], lm: string, margins: Float64Array, useModel: boolean): FeatureTable => {
  const others = [...new Set(units.flatMap((unit) => [...unit.judges.keys()]))]
    .filter((name) => name !== lm)
    .sort()
    .slice(0, 8);
  const tags = commonTags(units);
  const names = [
    "judge: changed its answer when the order was swapped",
    "judge: called it a tie",
    "length: judge took the longer response",
    "length: difference",
    "text: words the responses share",
    "text: length of the prompt",
    "people: model of their choices agrees with the judge",
    "people: model of their choices is sure",
    ...(useModel ? ["model: reward model agrees with the judge", "model: reward model is sure"] : []),
    ...others.map((name) => `other judge: ${name} disagrees`),
    ...tags.map((tag) => `tag: ${tag}`),
  ];
  const values = units.flatMap((unit, row) => {
    const own = unit.judges.get(lm);
    const side = own?.side ?? 0;
    const longer = texts[row]?.difference[0] ?? 0;
    const margin = margins[row] ?? 0;
    const model = unit.modelMargin ?? 0;
    return [
      own?.inconsistent ? 1 : 0,
      side === 0 ? 1 : 0,
      root(side * longer),
      Math.abs(longer),
      texts[row]?.overlap ?? 0,
      logOfCount(unit.promptChars),
      root(side * margin),
      root(Math.abs(margin)),
      ...(useModel ? [root(side * model), root(Math.abs(model))] : []),
      ...others.map((name) => {
        const answer = unit.judges.get(name);
        return answer === undefined || own === undefined ? 0 : answer.label === own.label ? -1 : 1;
      }),
      ...tags.map((tag) => (unit.tags.includes(tag) ? 1 : 0)),
    ];
  });
  return { names, d: names.length, values: Float64Array.from(values) };
};

/** Tags of at least twenty units that not every unit has, the commonest first, forty at most. */
const commonTags = (units: Unit[]): string[] => {
  const counts = new Map<string, number>();
  for (const unit of units) for (const tag of unit.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count >= 20 && count < units.length)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, 40)
    .map(([tag]) => tag);
};
