import { z } from "zod";
import { promptSchema } from "@/lib/assignments/schema";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { itemTextsFrom } from "@/lib/items/list-store";

/** An item as a line of our own import schema, without its labels: what reads it can import it. */
export const itemLineSchema = z.object({
  id: z.string(),
  prompt: promptSchema,
  responses: z.array(z.object({ text: z.string(), model: z.string().nullable() })),
  source: z.string().nullable(),
  license: z.string().nullable(),
  meta: z.record(z.string(), z.json()),
});
export type ItemLine = z.infer<typeof itemLineSchema>;

const batch = 200;

/** Every item of a project in the order of import, read in batches, as fast as the reader takes them. */
export const readItemLines = async (actor: Actor, input: { projectId: string }, signal: AbortSignal): Promise<AsyncGenerator<ItemLine>> => {
  await guard(actor, "items:see", { projectId: input.projectId });
  return lines(input.projectId, signal);
};

async function* lines(projectId: string, signal: AbortSignal): AsyncGenerator<ItemLine> {
  let from = 0;
  while (!signal.aborted) {
    const rows = await itemTextsFrom(projectId, { ordinal: from, take: batch });
    for (const { ordinal: _ordinal, ...row } of rows) yield itemLineSchema.parse(row);
    const end = rows.at(-1);
    if (!end || rows.length < batch) return;
    from = end.ordinal + 1;
  }
}
