import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { AnnotationLine } from "@/lib/annotations/schema";
import { annotationsAfter, settledUntil } from "@/lib/annotations/walk-store";
import type { WalkFilter } from "@/lib/annotations/walk-store";
import { firstIdAt } from "@/lib/ids";

const batch = 500;

type Walk = WalkFilter & {
  after?: string | undefined;
  /** without those that answers which are being stored may still come before */
  settled?: boolean | undefined;
};

/** Every live answer of a project, for readers that go through all of them: read in batches, as fast as the reader takes them. */
export const walkAnnotations = async (actor: Actor, input: Walk, signal: AbortSignal): Promise<AsyncGenerator<AnnotationLine>> => {
  await guard(actor, "annotations:see", { projectId: input.projectId });
  return lines(input, signal);
};

async function* lines({ after, settled, ...filter }: Walk, signal: AbortSignal): AsyncGenerator<AnnotationLine> {
  // Looked up before the rows are: what is stored in between has a later place.
  const before = settled ? firstIdAt("annotation", await settledUntil()) : null;
  let last = after ?? "";
  while (!signal.aborted) {
    const rows = await annotationsAfter(filter, { id: last, before, take: batch });
    for (const row of rows) yield { ...row, response: z.json().parse(row.response), createdAt: row.createdAt.toISOString() };
    const end = rows.at(-1);
    if (!end || rows.length < batch) return;
    last = end.id;
  }
}
