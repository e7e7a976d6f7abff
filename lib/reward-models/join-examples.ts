import type { ConsensusValue, ExampleSide } from "@/lib/kinds/contract";
import { applyEdits } from "@/lib/ml/text-diff/edits";
import { codePoints } from "@/lib/ml/text/tokens";
import { lengthSlice } from "@/lib/ml/reward/slices";
import type { Comparison, TrainingExamples } from "@/lib/ml/reward/examples";
import { createRows, rankingsOf } from "@/lib/reward-models/rankings-of-pairs";
import { anyNumber } from "@/lib/reward-models/told";
import type { CollectedItem, Preference, Rated, Side, Told, TrainingPair } from "@/lib/reward-models/told";

export type CollectedSet = {
  pairs: TrainingPair[];
  /** the same of frozen test prompts: measured on, never trained on */
  testPairs: TrainingPair[];
  /** all forms of labels, without the frozen prompts; `pairs` are its first comparisons, in their order */
  examples: TrainingExamples;
  /** how many answers gave no pair, by reason */
  excluded: Record<string, number>;
};

/** Labels with the texts that they are about, in the order of the file: the same labels give the same model on any database. */
export const joinExamples = (
  aspects: string[],
  preferences: readonly Preference[],
  ratings: readonly Rated[],
  excluded: Record<string, number>,
  items: ReadonlyMap<string, CollectedItem>,
  frozen: ReadonlySet<string>,
): CollectedSet => {
  const perTask = new Map<string, number>();
  for (const { answer, aspect, tie } of preferences) {
    if (aspect === 0 && !tie) perTask.set(answer.taskId, (perTask.get(answer.taskId) ?? 0) + 1);
  }
  const told = preferences
    .flatMap((preference) => {
      const item = items.get(preference.answer.itemId);
      const sides = item && orderSides(item, preference);
      return item && sides ? [{ preference, item, ...sides }] : [];
    })
    .sort(inFileOrder);
  const main = told
    .filter(({ preference }) => preference.aspect === 0 && !preference.tie)
    .map(({ preference, item, first, second, chosenFirst }) => ({
      preference,
      pair: pairOf(preference, item, first, second, chosenFirst, (perTask.get(preference.answer.taskId) ?? 0) > 1),
    }));

  const rows = createRows();
  const examples: TrainingExamples = { rows: rows.list, aspects, comparisons: [], rankings: [], ratings: [] };
  const trained = main.filter(({ pair }) => !frozen.has(pair.promptId));
  for (const { pair, preference } of trained) {
    examples.comparisons.push({
      first: rows.at(pair.promptId, pair.prompt, pair.first),
      second: rows.at(pair.promptId, pair.prompt, pair.second),
      aspect: 0,
      ...softLabel(preference, pair.pFirst),
      strength: preference.strength,
      weight: pair.weight,
    });
  }
  for (const { preference, item, first, second, chosenFirst } of told) {
    if ((preference.aspect === 0 && !preference.tie) || frozen.has(item.promptId)) continue;
    examples.comparisons.push({
      first: rows.at(item.promptId, item.prompt, first.text),
      second: rows.at(item.promptId, item.prompt, second.text),
      aspect: preference.aspect,
      ...softLabel(preference, chosenFirst ? 1 : 0),
      strength: preference.strength,
      weight: preference.weight,
    });
  }
  const placed = ratings.toSorted((a, b) => placeOf(items, a) - placeOf(items, b) || a.ordinal - b.ordinal || a.aspect - b.aspect);
  for (const { itemId, ordinal, aspect, value } of placed) {
    const item = items.get(itemId);
    const text = item?.texts.get(ordinal)?.text;
    if (!item || text === undefined || frozen.has(item.promptId)) continue;
    examples.ratings.push({ row: rows.at(item.promptId, item.prompt, text), aspect, value, weight: 1 });
  }
  examples.rankings.push(
    ...rankingsOf(
      told.filter(({ item, preference }) => !preference.tie && !frozen.has(item.promptId)),
      rows,
      ratings,
    ),
  );
  return {
    pairs: trained.map(({ pair }) => pair),
    testPairs: main.flatMap(({ pair }) => (frozen.has(pair.promptId) ? [pair] : [])),
    examples,
    excluded,
  };
};

const placeOf = (items: ReadonlyMap<string, CollectedItem>, { itemId }: Rated): number => items.get(itemId)?.position ?? anyNumber;

/** By item, then by its responses: the same labels give the same model on any database. */
const inFileOrder = (a: Told, b: Told): number =>
  a.item.position - b.item.position ||
  a.preference.aspect - b.preference.aspect ||
  a.first.order - b.first.order ||
  a.second.order - b.second.order ||
  compareTexts(a.second.text, b.second.text) ||
  compareTexts(a.preference.answer.taskId, b.preference.answer.taskId);

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const pairOf = (
  { answer, weight }: Preference,
  item: CollectedItem,
  first: Side,
  second: Side,
  chosenFirst: boolean,
  oneOfSeveral: boolean,
): TrainingPair => ({
  taskId: answer.taskId,
  pair: oneOfSeveral ? `${first.order}-${second.order}` : "",
  itemId: answer.itemId,
  ordinals: second.order === anyNumber ? null : [first.order, second.order],
  promptId: item.promptId,
  prompt: item.prompt,
  first: first.text,
  second: second.text,
  pFirst: chosenFirst ? 1 : 0,
  weight,
  groups: groupsOf(item, first, second, answer.consensus),
});

/** The response that stands first in the file comes first, whichever was chosen; a text that a person wrote comes last. */
const orderSides = (item: CollectedItem, { chosen, rejected }: Preference): Pick<Told, "first" | "second" | "chosenFirst"> | null => {
  const sideOf = (side: ExampleSide): Side | null => {
    if ("text" in side) return { order: anyNumber, text: side.text, model: null };
    if ("edits" in side) {
      const before = item.texts.get(side.editsOf);
      return before ? { order: anyNumber, text: applyEdits(before.text, side.edits), model: null } : null;
    }
    const known = item.texts.get(side.ordinal);
    return known ? { order: side.ordinal, ...known } : null;
  };
  const [winner, loser] = [sideOf(chosen), sideOf(rejected)];
  if (!winner || !loser) return null;
  const chosenFirst = winner.order < loser.order;
  return chosenFirst ? { first: winner, second: loser, chosenFirst } : { first: loser, second: winner, chosenFirst };
};

const softLabel = ({ pChosen, pTie }: Preference, pFirst: number): Pick<Comparison, "pFirst" | "pTie"> => ({
  pFirst: pFirst === 1 ? pChosen : Math.max(0, 1 - pChosen - pTie),
  pTie,
});

/** What slices are cut by: domain, lengths, the two models, and how far the annotators agreed. */
const groupsOf = (item: CollectedItem, first: Side, second: Side, { pChoice, labels }: ConsensusValue): Record<string, string> => {
  const models = [first.model, second.model].flatMap((model) => (model === null ? [] : [model])).sort();
  return {
    ...(item.domain === null ? {} : { domain: item.domain }),
    "length gap": lengthSlice(codePoints(first.text).length, codePoints(second.text).length),
    ...(models.length === 2 ? { models: models.join(" against ") } : {}),
    ...(labels > 1 && pChoice !== null
      ? { agreement: pChoice >= 0.9 ? "people agree" : pChoice >= 0.7 ? "most agree" : "people disagree" }
      : { agreement: "one answer" }),
  };
};
