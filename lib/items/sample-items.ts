import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { ShownMeta } from "@/lib/assignments/schema";
import { getItem } from "@/lib/items/get-item";
import { sampleIds } from "@/lib/items/list-store";
import { wordMeta } from "@/lib/items/shown-meta";
import type { MediaRef } from "@/lib/media/schema";

export type SampleItem = {
  id: string;
  title: string;
  prompt: string | { role: string; content: string }[];
  media: MediaRef[] | null;
  /** all of it, as text */
  meta: ShownMeta;
  candidates: { ordinal: number; text: string; media: MediaRef[] | null }[];
};

/** More than this nobody chooses from. */
const mostFields = 60;

/** A few items spread over a project, to try a question on: the same ones each time, so that changes can be compared. */
export const sampleItems = async (actor: Actor, input: { projectId: string; count: number }): Promise<SampleItem[]> => {
  await guard(actor, "items:see", { projectId: input.projectId });
  const ids = await sampleIds(input.projectId, Math.min(20, Math.max(1, input.count)));
  const items = await Promise.all(ids.map((itemId) => getItem(actor, { projectId: input.projectId, itemId })));
  return items.map(({ id, title, prompt, media, meta, candidates }) => ({
    id,
    title,
    prompt,
    media,
    meta: wordMeta(meta, Object.keys(meta).slice(0, mostFields)),
    candidates: candidates.map(({ ordinal, text, media: shown }) => ({ ordinal, text, media: shown })),
  }));
};
