import type { Readable } from "node:stream";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { notFound } from "@/lib/errors";
import { findLatestJob } from "@/lib/jobs/find-latest-job";
import type { JobView } from "@/lib/jobs/schema";
import type { Artifact, Disagreement, VersionView } from "@/lib/reward-models/schema";
import { countUnscored } from "@/lib/reward-models/candidate-store";
import { shownVersion } from "@/lib/reward-models/shown-version";
import { artifactKey, findVersionByNumber, listVersionRows, strongestDisagreements } from "@/lib/reward-models/store";
import { encoderFileName } from "@/lib/reward-models/version-files";
import { blobPath, blobSize, readBlob } from "@/lib/storage";

const shownDisagreements = 8;

export type RunningVersion = VersionView & { job: JobView | null };

/** All versions, newest first, those at work with their job. */
export const listVersions = async (actor: Actor, input: { projectId: string }): Promise<RunningVersion[]> => {
  await guard(actor, "reward-models:see", { projectId: input.projectId });
  const versions = await listVersionRows(input.projectId);
  return Promise.all(
    versions.map(async (version) => ({
      ...shownVersion(actor, version),
      job:
        version.state === "queued" || version.state === "running"
          ? await findLatestJob(actor, { projectId: input.projectId, subjectId: version.id })
          : null,
    })),
  );
};

export type VersionDetail = { version: VersionView; disagreements: Disagreement[]; unscored: number; job: JobView | null };

/** One version by its number, with the pairs on which it contradicts the labels most. */
export const getVersion = async (actor: Actor, input: { projectId: string; number: number }): Promise<VersionDetail> => {
  await guard(actor, "reward-models:see", { projectId: input.projectId });
  const version = await findVersionByNumber(input.projectId, input.number);
  if (!version) throw notFound("reward model");
  const [rows, unscored, job] = await Promise.all([
    strongestDisagreements(input.projectId, version.id, shownDisagreements),
    version.state === "done" ? countUnscored(input.projectId, version.id) : 0,
    findLatestJob(actor, { projectId: input.projectId, subjectId: version.id }),
  ]);
  const disagreements = rows.map(({ taskId, itemId, title, pair, marginLogits, pSecond, deviation }): Disagreement => ({
    taskId,
    itemId,
    title,
    ordinals: ordinalsOf(pair),
    pModel: 1 / (1 + Math.exp(-Math.abs(marginLogits))),
    modelSays: marginLogits > 0 ? "B" : "A",
    labelSays: pSecond > 0.5 ? "B" : "A",
    deviation,
  }));
  return { version: shownVersion(actor, version), disagreements, unscored, job };
};

/** @example ordinalsOf("0-2") → [0, 2] */
const ordinalsOf = (pair: string): [number, number] | null => {
  const [, first, second] = /^(\d{1,6})-(\d{1,6})$/.exec(pair) ?? [];
  return first === undefined || second === undefined ? null : [Number(first), Number(second)];
};

/** Where the model of a finished version lies on this machine. */
export const locateModel = async (actor: Actor, input: { projectId: string; versionId: string }): Promise<string> => {
  await guard(actor, "reward-models:see", { projectId: input.projectId });
  const stored = await artifactKey(input.projectId, input.versionId, "model");
  if (!stored) throw notFound("trained reward model");
  return blobPath(stored.key);
};

/** A version's file as a stream, for a download by whoever may see the model. */
export const openArtifact = async (
  actor: Actor,
  input: { projectId: string; versionId: string; artifact: Exclude<Artifact, "bundle"> },
): Promise<{ name: string; byteSize: number; sha256: string | null; stream: Readable }> => {
  await guard(actor, "reward-models:see", { projectId: input.projectId });
  const stored = await artifactKey(input.projectId, input.versionId, input.artifact);
  const byteSize = stored && (await blobSize(stored.key));
  if (!stored || byteSize === null) throw notFound("file");
  const names = { model: "model.onnx", encoder: encoderFileName(stored), card: "card.md" };
  return { name: `v${stored.number}-${names[input.artifact]}`, byteSize, sha256: stored.sha256, stream: readBlob(stored.key) };
};
