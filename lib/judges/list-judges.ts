import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { askViews, failureReasons } from "@/lib/judges/ask-store";
import type { AskView, JudgeView } from "@/lib/judges/schema";
import { findJudge, judgesOf, labelCounts, labelledModels } from "@/lib/judges/store";
import type { StoredJudge } from "@/lib/judges/store";
import { describeSecrets } from "@/lib/secrets/open-secret";

export type ListedJudge = JudgeView & { labels: number };

const shown = async (actor: Actor, projectId: string, judges: StoredJudge[]): Promise<JudgeView[]> => {
  const secrets = await describeSecrets(actor, { projectId, secretIds: judges.flatMap(({ secretId }) => secretId ?? []) });
  return judges.map(({ secretId, ...judge }) => ({
    ...judge,
    keyEnding: secretId === null ? null : (secrets.get(secretId)?.lastFour ?? null),
  }));
};

/** Every judge of a project with its newest version and how many labels it has given. */
export const listJudges = async (actor: Actor, input: { projectId: string }): Promise<ListedJudge[]> => {
  await guard(actor, "judges:see", { projectId: input.projectId });
  const judges = await judgesOf(input.projectId);
  const counts = await labelCounts(
    input.projectId,
    judges.map(({ annotatorId }) => annotatorId),
  );
  return (await shown(actor, input.projectId, judges)).map((judge) => ({ ...judge, labels: counts.get(judge.annotatorId) ?? 0 }));
};

/** One of them, by its name or id. */
export const getJudge = async (actor: Actor, input: { projectId: string; judge: string }): Promise<ListedJudge> => {
  const found = (await listJudges(actor, input)).find(({ id, name }) => id === input.judge || name === input.judge);
  if (!found) throw notFound("judge");
  return found;
};

/**
 * Rounds of asking, newest first; those of one judge where it is named.
 * @throws AppError not_found where the project has no such judge
 */
export const listAsks = async (actor: Actor, input: { projectId: string; judgeId?: string; take?: number }): Promise<AskView[]> => {
  await guard(actor, "judges:see", { projectId: input.projectId });
  const { projectId, judgeId } = input;
  if (judgeId !== undefined && !(await findJudge(db(), projectId, { id: judgeId }))) throw notFound("judge");
  return askViews(projectId, { judgeId }, input.take ?? 20);
};

/** Why questions of a round have no answer, the commonest first. */
export const explainFailures = async (
  actor: Actor,
  input: { projectId: string; askId: string },
): Promise<{ reason: string; calls: number }[]> => {
  await guard(actor, "judges:see", { projectId: input.projectId });
  const [ask] = await askViews(input.projectId, { askId: input.askId }, 1);
  if (!ask) throw notFound("round of asking");
  return failureReasons(ask.id);
};

/** Names of language models whose labels were imported: what a replay can give again. */
export const listImportedJudges = async (actor: Actor, input: { projectId: string }): Promise<string[]> => {
  await guard(actor, "judges:see", { projectId: input.projectId });
  return labelledModels(input.projectId);
};
