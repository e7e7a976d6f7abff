import type { LabelTable } from "@/lib/aggregation/label-table";
import type { AnyKind } from "@/lib/kinds/registry";
import type { ConsensusValue, ExampleSide, PreferenceExample } from "@/lib/kinds/contract";
import { lengthSlice } from "@/lib/ml/reward/slices";
import type { Comparison, TrainingExamples } from "@/lib/ml/reward/examples";
import type { Answer } from "@/lib/reward-models/majority-of-table";
import type { PairText } from "@/lib/reward-models/schema";

/** An item's texts, and what slices are cut by. */
export type CollectedItem = {
  /** its place in the project or file: examples stand in this order, whatever ids a database gave */
  position: number;
  promptId: string;
  prompt: string;
  domain: string | null;
  texts: Map<number, { text: string; model: string | null }>;
};

/** A pair with a winner on the main question. */
export type TrainingPair = PairText & {
  taskId: string;
  /** "" where its task gives one pair, else its ordinals */
  pair: string;
  itemId: string;
  /** null where a side is a text that an annotator wrote */
  ordinals: [number, number] | null;
  groups: Record<string, string>;
};

export type CollectedSet = {
  pairs: TrainingPair[];
  /** the same of frozen test prompts: measured on, never trained on */
  testPairs: TrainingPair[];
  /** all forms of labels, without the frozen prompts; `pairs` are its first comparisons, in their order */
  examples: TrainingExamples;
  /** how many answers gave no pair, by reason */
  excluded: Record<string, number>;
};

type Preference = {
  answer: Answer;
  aspect: number;
  chosen: ExampleSide;
  rejected: ExampleSide;
  strength: number | null;
  weight: number;
  /** shares of the answer for the chosen, the rejected, and neither */
  pChosen: number;
  pTie: number;
  /** ties stand beside the pairs with a winner */
  tie: boolean;
};
type Rated = { itemId: string; ordinal: number; aspect: number; value: number };

export type Collector = {
  addAnswers: (kind: AnyKind, config: unknown, aspect: number, answers: readonly Answer[]) => void;
  addRatings: (kind: AnyKind, aspect: number, table: LabelTable) => void;
  itemIds: () => string[];
  finish: (items: ReadonlyMap<string, CollectedItem>) => CollectedSet;
};

const anyNumber = Number.MAX_SAFE_INTEGER;

/** Gathers labels question by question, then joins them with the texts. Knows no kind: preferences, shares and ratings are asked of it. */
export const createCollector = (aspects: string[], frozen: ReadonlySet<string>): Collector => {
  const preferences: Preference[] = [];
  const ratings: Rated[] = [];
  const excluded: Record<string, number> = {};
  return {
    addAnswers: (kind, config, aspect, answers) => {
      for (const units of byItem(answers)) {
        for (const outcome of kind.preferences(config, aspects[aspect] ?? "", units)) {
          const answer = units.find((one) => one.unitKey === outcome.unitKey && one.part === outcome.part) ?? units[0];
          if (!answer) continue;
          if ("example" in outcome) {
            preferences.push({ answer, aspect, tie: false, ...fromExample(kind, answer, outcome.example) });
            continue;
          }
          if (aspect === 0) excluded[outcome.none] = (excluded[outcome.none] ?? 0) + 1;
          const shares = sharesOf(kind, answer);
          if (shares && shares.tie > 0.5) {
            const [chosen, rejected] = [{ ordinal: shares.first }, { ordinal: shares.second }];
            preferences.push({
              answer,
              aspect,
              chosen,
              rejected,
              strength: null,
              weight: 1,
              pChosen: shares.pFirst,
              pTie: shares.tie,
              tie: true,
            });
          }
        }
      }
    },
    addRatings: (kind, aspect, table) => {
      const sums = table.tasks.map(() => ({ sum: 0, count: 0 }));
      for (const [row, task] of table.task.entries()) {
        const value = table.value[row];
        const cell = sums[task];
        if (value === undefined || !Number.isFinite(value) || !cell) continue;
        cell.sum += value;
        cell.count += 1;
      }
      for (const [index, { itemId, unitKey, part }] of table.tasks.entries()) {
        const ordinal = ratedOrdinal(kind, unitKey, part);
        const cell = sums[index];
        if (ordinal !== null && cell && cell.count > 0) ratings.push({ itemId, ordinal, aspect, value: cell.sum / cell.count });
      }
    },
    itemIds: () => [...new Set([...preferences.map(({ answer }) => answer.itemId), ...ratings.map(({ itemId }) => itemId)])],
    finish: (items) => join(aspects, preferences, ratings, excluded, items, frozen),
  };
};

const byItem = (answers: readonly Answer[]): Answer[][] => {
  const groups = new Map<string, Answer[]>();
  for (const answer of answers) {
    const group = groups.get(answer.itemId);
    if (group) group.push(answer);
    else groups.set(answer.itemId, [answer]);
  }
  return [...groups.values()];
};

/** The response that a rating is about: the unit's only one, or the part that names it. */
const ratedOrdinal = (kind: AnyKind, unitKey: string, part: string): number | null => {
  if (/^\d+$/.test(part)) return Number(part);
  if (!/^\d+$/.test(unitKey)) return null;
  const [ordinal, ...others] = kind.unitOrdinals(unitKey, anyNumber);
  return others.length === 0 ? (ordinal ?? null) : null;
};

/** Shares of a posterior whose classes are the unit's two ordinals and whatever is neither. */
const sharesOf = (kind: AnyKind, answer: Answer): { first: number; second: number; pFirst: number; tie: number } | null => {
  if (!/^\d+-\d+$/.test(answer.unitKey)) return null;
  const [first, second, ...others] = kind.unitOrdinals(answer.unitKey, anyNumber);
  if (first === undefined || second === undefined || others.length > 0) return null;
  const { posterior } = answer.consensus;
  const [pFirst, pSecond] = [posterior[String(first)] ?? 0, posterior[String(second)] ?? 0];
  const total = Object.values(posterior).reduce((sum, p) => sum + p, 0);
  return total > 0 ? { first, second, pFirst: pFirst / total, tie: Math.max(0, 1 - (pFirst + pSecond) / total) } : null;
};

const fromExample = (
  kind: AnyKind,
  answer: Answer,
  example: PreferenceExample,
): Pick<Preference, "chosen" | "rejected" | "strength" | "weight" | "pChosen" | "pTie"> => {
  const shares = sharesOf(kind, answer);
  return {
    chosen: example.chosen,
    rejected: example.rejected,
    strength: example.margin,
    weight: example.weight,
    pChosen: example.pChosen,
    pTie: shares ? Math.min(shares.tie, 1 - example.pChosen) : 0,
  };
};

const join = (
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

type Side = { order: number; text: string; model: string | null };
type Told = { preference: Preference; item: CollectedItem; first: Side; second: Side; chosenFirst: boolean };

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
    "length gap": lengthSlice(first.text.length, second.text.length),
    ...(models.length === 2 ? { models: models.join(" against ") } : {}),
    ...(labels > 1 && pChoice !== null
      ? { agreement: pChoice >= 0.9 ? "people agree" : pChoice >= 0.7 ? "most agree" : "people disagree" }
      : { agreement: "one answer" }),
  };
};

type Rows = { list: TrainingExamples["rows"]; at: (promptId: string, prompt: string, response: string) => number };

const createRows = (): Rows => {
  const list: TrainingExamples["rows"] = [];
  const positions = new Map<string, number>();
  return {
    list,
    at: (promptId, prompt, response) => {
      const key = `${promptId}\u0000${response}`;
      const known = positions.get(key);
      if (known !== undefined) return known;
      positions.set(key, list.length);
      return list.push({ promptId, prompt, response }) - 1;
    },
  };
};

/** Items whose pairs put three or more responses into one order, best first: n responses, and n − 1, n − 2 … 0 wins. */
const rankingsOf = (told: readonly Told[], rows: Rows, ratings: readonly Rated[]): TrainingExamples["rankings"] => {
  const wins = new Map<string, { aspect: number; item: CollectedItem; itemId: string; count: Map<number, number>; pairs: Set<string> }>();
  for (const { preference, item, first, second, chosenFirst } of told) {
    if (first.order === anyNumber || second.order === anyNumber) continue;
    const key = `${preference.aspect} ${preference.answer.itemId}`;
    const entry = wins.get(key) ?? {
      aspect: preference.aspect,
      item,
      itemId: preference.answer.itemId,
      count: new Map<number, number>(),
      pairs: new Set<string>(),
    };
    wins.set(key, entry);
    const [winner, loser] = chosenFirst ? [first.order, second.order] : [second.order, first.order];
    entry.count.set(winner, (entry.count.get(winner) ?? 0) + 1).set(loser, entry.count.get(loser) ?? 0);
    entry.pairs.add(`${first.order}-${second.order}`);
  }
  const scores = new Map(ratings.map(({ itemId, ordinal, aspect, value }) => [`${aspect} ${itemId} ${ordinal}`, value]));
  return [...wins.values()].flatMap(({ aspect, item, itemId, count, pairs }) => {
    const order = [...count].sort((a, b) => b[1] - a[1]);
    const n = order.length;
    if (n < 3 || pairs.size !== (n * (n - 1)) / 2 || order.some(([, won], place) => won !== n - 1 - place)) return [];
    const rewards = order.map(([ordinal]) => scores.get(`${aspect} ${itemId} ${ordinal}`));
    const known = rewards.filter((value) => value !== undefined);
    const texts = order.flatMap(([ordinal]) => item.texts.get(ordinal)?.text ?? []);
    return [
      {
        rows: texts.map((text) => rows.at(item.promptId, item.prompt, text)),
        aspect,
        rewards: known.length === n ? known : null,
        weight: 1,
      },
    ];
  });
};
