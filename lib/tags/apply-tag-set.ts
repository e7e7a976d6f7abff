import type { Tx } from "@/lib/db";
import { percentileRanks } from "@/lib/ml/routing/item-measures";
import { lengthFacts, tagNames } from "@/lib/ml/routing/tag-set";
import type { ItemFacts } from "@/lib/ml/routing/tag-set";
import type { TagSet } from "@/lib/tags/schema";
import { factsAfter, saveTags } from "@/lib/tags/store";
import type { FactScope, StoredFacts } from "@/lib/tags/store";

const rowsAtOnce = 1000;

/** Texts that the file gave of an item; its source counts as one of them. */
const metaOf = ({ meta, source }: StoredFacts): Record<string, string> => ({
  ...(source === null ? {} : { source }),
  ...(typeof meta === "object" && meta !== null && !Array.isArray(meta)
    ? Object.fromEntries(
        Object.entries(meta).flatMap(([key, value]) =>
          typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? [[key, String(value)]] : [],
        ),
      )
    : {}),
});

async function* storedFacts(tx: Tx, scope: FactScope): AsyncGenerator<StoredFacts[]> {
  for (let ordinal = 0; ;) {
    const rows = await factsAfter(tx, scope, ordinal, rowsAtOnce);
    if (rows.length === 0) return;
    yield rows;
    ordinal = rows.at(-1)?.ordinal ?? Number.MAX_SAFE_INTEGER;
  }
}

/**
 * Tags of the items that a tagger has described, from the stored facts alone: lengths are ranked over all of them first. Items that
 * go meanwhile have no tags, and those that come get theirs of whoever describes them.
 * @param look called for every part that was read: each is read twice, to be ranked and to be tagged
 */
export async function* tagStoredFacts(
  tx: Tx,
  scope: FactScope,
  set: TagSet,
  look: (items: number) => void = () => undefined,
): AsyncGenerator<{ itemId: string; tags: string[] }[]> {
  const lengths = lengthFacts.map((fact) => ({ fact, values: [] as (number | null)[] }));
  // Their places in the project's order: what is read the second time need not be what was read the first.
  const ordinals: number[] = [];
  for await (const rows of storedFacts(tx, scope)) {
    for (const row of rows) {
      ordinals.push(row.ordinal);
      for (const { fact, values } of lengths) values.push(row.measures[fact]);
    }
    look(rows.length);
  }
  const ranks = lengths.map(({ fact, values }) => ({ fact, ranks: percentileRanks(values) }));
  let place = 0;
  for await (const rows of storedFacts(tx, scope)) {
    const tagged: { itemId: string; tags: string[] }[] = [];
    for (const row of rows) {
      while ((ordinals[place] ?? Number.POSITIVE_INFINITY) < row.ordinal) place += 1;
      if (ordinals[place] !== row.ordinal) continue;
      const ranked = Object.fromEntries(ranks.map(({ fact, ranks: of }) => [fact, of[place] ?? null]));
      const { prompt } = row;
      const facts: ItemFacts = { numeric: { ...row.measures, ...ranked }, levels: prompt, lists: prompt, meta: metaOf(row) };
      tagged.push({ itemId: row.itemId, tags: tagNames(set.tags, facts, set.rule) });
    }
    yield tagged;
    look(rows.length);
  }
}

/** Writes them. Call it in a transaction, so that nobody reads half of it. */
export const applyTagSet = async (
  tx: Tx,
  projectId: string,
  tagger: string,
  set: TagSet,
  look?: (items: number) => void,
): Promise<number> => {
  let items = 0;
  for await (const tagged of tagStoredFacts(tx, { projectId, tagger, itemShare: 1 }, set, look)) {
    await saveTags(tx, projectId, tagger, tagged);
    items += tagged.length;
  }
  return items;
};
