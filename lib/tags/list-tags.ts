import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import type { TagSet, TaggedItem } from "@/lib/tags/schema";
import { readTagSet, taggersOf, tagRowsAfter } from "@/lib/tags/store";

const rowsAtOnce = 2000;

/** The project's tag set and who has tagged its items. */
export const getTagging = async (
  actor: Actor,
  input: { projectId: string },
): Promise<{ set: TagSet; taggers: { tagger: string; items: number }[] }> => {
  await guard(actor, "tags:see", { projectId: input.projectId });
  return { set: await readTagSet(db(), input.projectId), taggers: await taggersOf(db(), input.projectId) };
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
