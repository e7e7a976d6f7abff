import { databaseNow } from "@/lib/database-now";
import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { taggingSchema } from "@/lib/tags/schema";
import type { TaggingResult, TaggingView } from "@/lib/tags/schema";

const select = { id: true, tagger: true, state: true, result: true, error: true, createdAt: true, finishedAt: true } as const;

type Row = { id: string; tagger: string; state: string; result: unknown; error: string | null; createdAt: Date; finishedAt: Date | null };

const toView = (row: Row): TaggingView =>
  taggingSchema.parse({ ...row, createdAt: row.createdAt.toISOString(), finishedAt: row.finishedAt?.toISOString() ?? null });

export const insertTagging = async (
  tx: Tx,
  { projectId, tagger, createdById }: { projectId: string; tagger: string; createdById: string | null },
): Promise<string> => {
  const row = await tx.tagging.create({ data: { id: newId("tagging"), projectId, tagger, createdById }, select: { id: true } });
  return row.id;
};

/** A run that no job was needed for. */
export const keepTagging = async (run: {
  projectId: string;
  tagger: string;
  createdById: string | null;
  result: TaggingResult;
}): Promise<void> => {
  await db().tagging.create({
    data: { id: newId("tagging"), ...run, state: "done", finishedAt: await databaseNow(db()) },
    select: { id: true },
  });
};

/** Whether one waits or runs; the project's row keeps two that are asked for at once apart. */
export const hasOpenTagging = async (tx: Tx, projectId: string): Promise<boolean> => {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${projectId}, 7423))`;
  return (await tx.tagging.count({ where: { projectId, state: "queued" } })) > 0;
};

export const findTagging = async (projectId: string, id: string): Promise<TaggingView | null> => {
  const row = await db().tagging.findFirst({ where: { projectId, id }, select });
  return row && toView(row);
};

/** Runs of a project, the newest first. */
export const taggingsOf = async (projectId: string, take: number): Promise<TaggingView[]> =>
  (await db().tagging.findMany({ where: { projectId }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take, select })).map(toView);

export const endTagging = async (
  projectId: string,
  id: string,
  end: { state: "done"; result: TaggingResult } | { state: "failed" | "cancelled"; error: string },
): Promise<void> => {
  await db().tagging.updateMany({ where: { projectId, id, state: "queued" }, data: { ...end, finishedAt: await databaseNow(db()) } });
};
