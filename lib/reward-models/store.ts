import { databaseNow } from "@/lib/database-now";
import { bulkDb, db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import type { Prisma } from "@/lib/generated/prisma/client";
import { AppError } from "@/lib/errors";
import { inChunks } from "@/lib/in-chunks";
import { trainOptionsSchema, versionMetricsSchema, versionViewSchema } from "@/lib/reward-models/schema";
import type { Artifact, TrainOptions, TrainSettings, VersionMetrics, VersionView } from "@/lib/reward-models/schema";
import { folderOfFile, packedEncoderKey, spreadKey } from "@/lib/reward-models/version-files";
import type { EndedWork } from "@/lib/sweep-blobs";

const viewSelect = {
  id: true,
  number: true,
  state: true,
  encoder: true,
  head: true,
  loss: true,
  labels: true,
  seed: true,
  folds: true,
  config: true,
  data: true,
  trigger: true,
  codeVersion: true,
  live: true,
  provider: true,
  trainPairs: true,
  testPairs: true,
  metrics: true,
  artifactSha256: true,
  error: true,
  promotedAt: true,
  createdAt: true,
  startedAt: true,
  finishedAt: true,
} as const satisfies Prisma.RewardModelVersionSelect;

type ViewRow = Prisma.RewardModelVersionGetPayload<{ select: typeof viewSelect }>;

const toView = ({ config, ...row }: ViewRow): VersionView =>
  versionViewSchema.parse({
    ...row,
    options: config,
    metrics: row.state === "done" ? versionMetricsSchema.parse(row.metrics) : null,
    promotedAt: row.promotedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  });

export const listVersionRows = async (projectId: string): Promise<VersionView[]> => {
  const rows = await db().rewardModelVersion.findMany({ where: { projectId }, orderBy: { number: "desc" }, select: viewSelect });
  return rows.map(toView);
};

export const findVersion = async (projectId: string, id: string): Promise<VersionView | null> => {
  const row = await db().rewardModelVersion.findFirst({ where: { projectId, id }, select: viewSelect });
  return row && toView(row);
};

export const findVersionByNumber = async (projectId: string, number: number): Promise<VersionView | null> => {
  const row = await db().rewardModelVersion.findFirst({ where: { projectId, number }, select: viewSelect });
  return row && toView(row);
};

/** A version by id alone, for the command line, within a workspace. */
export const findVersionProject = async (workspaceId: string, id: string): Promise<string | null> => {
  const row = await db().rewardModelVersion.findFirst({ where: { id, project: { workspaceId } }, select: { projectId: true } });
  return row?.projectId ?? null;
};

/** The project's row is locked, so that two trainings at once get two numbers. */
export const insertVersion = async (
  tx: Tx,
  settings: TrainSettings,
  by: { createdById: string | null; trigger: VersionView["trigger"] },
): Promise<{ id: string; number: number }> => {
  const { projectId, encoder, head, loss, labels, seed, folds, options } = settings;
  await tx.$queryRaw`select id from project where id = ${projectId} for update`;
  const last = await tx.rewardModelVersion.aggregate({ where: { projectId }, _max: { number: true } });
  return tx.rewardModelVersion.create({
    data: {
      id: newId("rewardModel"),
      projectId,
      number: (last._max.number ?? 0) + 1,
      encoder,
      head,
      loss,
      labels,
      seed,
      folds,
      config: options,
      ...by,
    },
    select: { id: true, number: true },
  });
};

/** One try at a training, known by when it began: the version is that of the newest, and whoever is not writes nothing of it. */
export type TrainingTry = { versionId: string; startedAt: Date };

/** Begins a try, and with that ends what another may still be at; null where the version came to its end meanwhile. */
export const beginTraining = async (projectId: string, versionId: string): Promise<TrainingTry | null> => {
  const startedAt = await databaseNow(db());
  const { count } = await db().rewardModelVersion.updateMany({
    where: { projectId, id: versionId, state: { in: ["queued", "running"] } },
    data: { state: "running", startedAt },
  });
  return count === 0 ? null : { versionId, startedAt };
};

export const lostTraining = (): AppError =>
  new AppError("conflict", { userMessage: "This training was ended, or begun anew by another worker, while this one was at it." });

export const markEnded = async (projectId: string, id: string, state: "failed" | "cancelled", error: string): Promise<void> => {
  await db().rewardModelVersion.updateMany({
    where: { projectId, id, state: { in: ["queued", "running"] } },
    data: { state, error, finishedAt: await databaseNow(db()) },
  });
};

export type MarginRow = {
  taskId: string;
  pair: string;
  promptHash: string;
  marginLogits: number;
  pSecond: number;
  deviation: number | null;
};

export type FinishedVersion = {
  provider: string;
  trainPairs: number;
  testPairs: number;
  metrics: VersionMetrics;
  data: Prisma.InputJsonObject;
  codeVersion: string;
  artifactKey: string;
  artifactSha256: string;
  encoderKey: string;
  encoderSha256: string;
  cardKey: string;
};

/**
 * Margins and result in one transaction: a version is done with all it claims, or not at all. A repeated run replaces an earlier try's rows.
 * @throws AppError conflict where another try took this one's place, or the version was ended
 */
export const saveFinished = async (
  projectId: string,
  { versionId: id, startedAt }: TrainingTry,
  result: FinishedVersion,
  margins: readonly MarginRow[],
): Promise<void> => {
  await bulkDb().$transaction(
    async (tx) => {
      const { count } = await tx.rewardModelVersion.updateMany({
        where: { projectId, id, state: "running", startedAt },
        data: { ...result, state: "done", error: null, live: {}, finishedAt: await databaseNow(tx) },
      });
      if (count === 0) throw lostTraining();
      await tx.pairMargin.deleteMany({ where: { versionId: id } });
      for (const rows of inChunks(margins, 4_000)) {
        await tx.$executeRaw`
          insert into pair_margin (version_id, task_id, pair, margin_logits, p_second, deviation, prompt_hash)
          select ${id}, r."taskId", r.pair, r."marginLogits", r."pSecond", r.deviation, r."promptHash"
          from json_to_recordset(${JSON.stringify(rows)}::json) as r("taskId" text, pair text, "marginLogits" float8, "pSecond" float8, deviation float8, "promptHash" text)
          on conflict do nothing`;
      }
    },
    { timeout: 300_000 },
  );
};

export type DisagreementRow = {
  taskId: string;
  itemId: string;
  title: string;
  pair: string;
  marginLogits: number;
  pSecond: number;
  deviation: number | null;
};

export const strongestDisagreements = async (projectId: string, versionId: string, take: number): Promise<DisagreementRow[]> =>
  db().$queryRaw<DisagreementRow[]>`
    select m.task_id as "taskId", i.id as "itemId", i.title, coalesce(nullif(m.pair, ''), t.unit_key) as pair, m.margin_logits as "marginLogits", m.p_second as "pSecond", m.deviation
    from pair_margin m join task t on t.id = m.task_id join item i on i.id = t.item_id
    where m.version_id = ${versionId} and i.project_id = ${projectId} and (m.margin_logits > 0) <> (m.p_second > 0.5) and m.margin_logits <> 0
    order by abs(m.margin_logits) desc, m.task_id limit ${take}`;

export const artifactKey = async (
  projectId: string,
  id: string,
  artifact: Exclude<Artifact, "bundle">,
): Promise<{ key: string; number: number; encoder: string; options: TrainOptions; sha256: string | null } | null> => {
  const row = await db().rewardModelVersion.findFirst({
    where: { projectId, id, state: "done" },
    select: {
      number: true,
      encoder: true,
      config: true,
      artifactKey: true,
      artifactSha256: true,
      encoderKey: true,
      encoderSha256: true,
      cardKey: true,
    },
  });
  const key = row && { model: row.artifactKey, encoder: row.encoderKey, card: row.cardKey }[artifact];
  if (!row || !key) return null;
  const sha256 = { model: row.artifactSha256, encoder: row.encoderSha256, card: null }[artifact];
  const { number, encoder } = row;
  return { key, number, encoder, options: trainOptionsSchema.parse(row.config), sha256 };
};

/** Of these versions those that ended, with the keys of their files; others are under way, or another database's. */
export const endedVersions = async (ids: readonly string[]): Promise<EndedWork[]> => {
  const rows = await db().rewardModelVersion.findMany({
    where: { id: { in: [...ids] }, state: { notIn: ["queued", "running"] } },
    select: { id: true, artifactKey: true, encoderKey: true, cardKey: true },
  });
  return rows.map(({ id, artifactKey: graph, encoderKey, cardKey }) => {
    const besides = graph === null ? [] : [spreadKey, packedEncoderKey].map((keyOf) => keyOf(folderOfFile(graph)));
    return { id, keys: [graph, encoderKey, cardKey, ...besides].filter((key) => key !== null) };
  });
};

export const setPromoted = async (tx: Tx, projectId: string, id: string | null): Promise<void> => {
  await tx.rewardModelVersion.updateMany({ where: { projectId, promotedAt: { not: null } }, data: { promotedAt: null } });
  if (id !== null)
    await tx.rewardModelVersion.updateMany({ where: { projectId, id, state: "done" }, data: { promotedAt: await databaseNow(tx) } });
};

export const annotatorSourceOf = async (projectId: string, name: string): Promise<"human" | "lm" | "gold" | "adjudicator" | null> => {
  const rows = await db().annotator.findMany({ where: { projectId, name }, orderBy: { source: "asc" }, select: { source: true } });
  return rows[0]?.source ?? null;
};
