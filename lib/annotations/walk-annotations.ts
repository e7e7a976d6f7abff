import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import type { AnnotationLine } from "@/lib/annotations/schema";
import { annotationsAfter } from "@/lib/annotations/walk-store";
import type { WalkFilter } from "@/lib/annotations/walk-store";

const batch = 500;

/** Every live answer of a project, for readers that go through all of them: read in batches, as fast as the reader takes them. */
export const walkAnnotations = async (
  actor: Actor,
  input: WalkFilter & { after?: string | undefined },
  signal: AbortSignal,
): Promise<AsyncGenerator<AnnotationLine>> => {
  await guard(actor, "annotations:see", { projectId: input.projectId });
  return lines(input, signal);
};

async function* lines(
  { after, ...filter }: WalkFilter & { after?: string | undefined },
  signal: AbortSignal,
): AsyncGenerator<AnnotationLine> {
  let last = after ?? "";
  while (!signal.aborted) {
    const rows = await annotationsAfter(filter, { id: last, take: batch });
    for (const row of rows) yield { ...row, response: z.json().parse(row.response), createdAt: row.createdAt.toISOString() };
    const end = rows.at(-1);
    if (!end || rows.length < batch) return;
    last = end.id;
  }
}
