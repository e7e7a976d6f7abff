import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { keepFigures } from "@/lib/kept-figures";
import { tagStoredFacts } from "@/lib/tags/apply-tag-set";
import { parseTagSet } from "@/lib/tags/parse-tag-set";
import type { TagSet, TaggedItem, TaggingView } from "@/lib/tags/schema";
import { countItems, hasOwnTagSet, readTagSet, taggersOf, tagRowsAfter } from "@/lib/tags/store";
import { taggingsOf } from "@/lib/tags/tagging-store";

const rowsAtOnce = 2000;

export type Tagging = {
  /** items of the project, tagged or not */
  items: number;
  set: TagSet;
  /** whether the project has a set of its own; the published one else */
  own: boolean;
  taggers: { tagger: string; items: number; encoder: string }[];
  /** runs of taggers, the newest first */
  runs: TaggingView[];
};

const runsShown = 10;

const kept = keepFigures<{ items: number; taggers: Tagging["taggers"] }>(({ items }) => items);

/** The project's tag set, who has tagged its items, and the latest runs with their measured agreement. */
export const getTagging = async (actor: Actor, input: { projectId: string }): Promise<Tagging> => {
  const { projectId } = input;
  await guard(actor, "tags:see", { projectId });
  const [set, own, runs] = await Promise.all([readTagSet(db(), projectId), hasOwnTagSet(projectId), taggingsOf(projectId, runsShown)]);
  // A run that has ended is a new key: what it described shows at once.
  const figures = await kept(JSON.stringify([projectId, runs]), async () => {
    const [items, taggers] = await Promise.all([countItems(projectId), taggersOf(db(), projectId)]);
    return { items, taggers };
  });
  return { ...figures, set, own, runs };
};

export type TagCount = { name: string; items: number };

/** Items that one request counts: about a second of it. */
const mostCounted = 10_000;

export type TagCounts = {
  tagger: string | null;
  /** items that were counted */
  items: number;
  /** items that the tagger has described: where they are more, those counted were drawn at random */
  described: number;
  tags: TagCount[];
};

/**
 * How many items each tag of a set would have, from what is stored of them: nothing is written and nobody is asked. Of the tagger
 * named, else of the one with most items; of many items a draw is counted, which goes by their ids: the same request draws the same.
 * @throws AppError invalid_input naming what is wrong with the set
 */
export const previewTagSet = async (
  actor: Actor,
  input: { projectId: string; set: unknown; tagger?: string | undefined },
  most = mostCounted,
): Promise<TagCounts> => {
  const { projectId } = input;
  await guard(actor, "tags:see", { projectId });
  const set = parseTagSet(input.set);
  const taggers = await taggersOf(db(), projectId);
  const tagger = input.tagger ?? taggers[0]?.tagger ?? null;
  const described = taggers.find((one) => one.tagger === tagger)?.items ?? 0;
  const counts = new Map(set.tags.map(({ name }) => [name, 0]));
  let items = 0;
  if (tagger !== null) {
    const itemShare = described <= most ? 1 : most / described;
    for await (const part of tagStoredFacts(db(), { projectId, tagger, itemShare }, set)) {
      items += part.length;
      for (const { tags } of part) for (const name of tags) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return { tagger, items, described: Math.max(described, items), tags: [...counts].map(([name, count]) => ({ name, items: count })) };
};

/** Tags of every item in the order of import, a part at a time: of the tagger named, else of the one with most items. */
export async function* listTags(actor: Actor, input: { projectId: string; tagger?: string | undefined }): AsyncGenerator<TaggedItem[]> {
  const { projectId } = input;
  await guard(actor, "tags:see", { projectId });
  const tagger = input.tagger ?? (await taggersOf(db(), projectId))[0]?.tagger;
  if (tagger === undefined) return;
  for (let ordinal = 0; ;) {
    const rows = await tagRowsAfter(projectId, tagger, ordinal, rowsAtOnce);
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(({ itemId, item, tags }) => ({ itemId, item, tags }));
    ordinal = last.ordinal;
  }
}
