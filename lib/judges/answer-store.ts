import { db } from "@/lib/db";

/** What providers look up instead of asking a server. */

/** The newest live answer of a language model to a task; null where it gave none. */
export const storedAnswer = async (projectId: string, by: { taskId: string; annotator: string }): Promise<unknown> => {
  const row = await db().annotation.findFirst({
    where: {
      projectId,
      taskId: by.taskId,
      annotator: { name: by.annotator, source: "lm" },
      withdrawnAt: null,
      supersededAt: null,
      repeat: false,
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { response: true },
  });
  return row?.response ?? null;
};

/** Margin towards the second response by a model that did not see the pair, logits. */
export const marginOfTask = async (versionId: string, taskId: string): Promise<number | null> => {
  const row = await db().pairMargin.findFirst({ where: { versionId, taskId, pair: "" }, select: { marginLogits: true } });
  return row?.marginLogits ?? null;
};

/** Scores of an item's responses by their ordinals. */
export const scoresOfItem = async (versionId: string, itemId: string): Promise<Map<number, number>> => {
  const rows = await db().candidateScore.findMany({
    where: { versionId, candidate: { itemId } },
    select: { score: true, candidate: { select: { ordinal: true } } },
  });
  return new Map(rows.map(({ score, candidate }) => [candidate.ordinal, score]));
};

/** The version numbered, else the promoted one, else the newest that learned from people. */
export const findModelVersion = async (projectId: string, number: number | null): Promise<string | null> => {
  const row = await db().rewardModelVersion.findFirst({
    where: { projectId, state: "done", ...(number === null ? { labels: { in: ["consensus", "human"] } } : { number }) },
    orderBy: [{ promotedAt: { sort: "desc", nulls: "last" } }, { number: "desc" }],
    select: { id: true },
  });
  return row?.id ?? null;
};
