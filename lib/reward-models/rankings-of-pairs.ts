import type { TrainingExamples } from "@/lib/ml/reward/examples";
import { anyNumber } from "@/lib/reward-models/told";
import type { CollectedItem, Rated, Told } from "@/lib/reward-models/told";

/** The distinct responses of a training set. */
export type Rows = { list: TrainingExamples["rows"]; at: (promptId: string, prompt: string, response: string) => number };

export const createRows = (): Rows => {
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
export const rankingsOf = (told: readonly Told[], rows: Rows, ratings: readonly Rated[]): TrainingExamples["rankings"] => {
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
