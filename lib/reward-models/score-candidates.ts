import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { promptHashOf } from "@/lib/imports/identity";
import { AppError, notFound } from "@/lib/errors";
import { silentRun } from "@/lib/jobs/progress";
import type { RunControl } from "@/lib/jobs/progress";
import type { ScoreExplanation } from "@/lib/ml/reward/explain-lexical";
import { openEngine } from "@/lib/reward-models/open-engine";
import type { Engine } from "@/lib/reward-models/open-engine";
import { promptText } from "@/lib/reward-models/prompt-text";
import { readModelFile } from "@/lib/reward-models/read-model-file";
import { resolveEncoder } from "@/lib/reward-models/resolve-encoder";
import type { RowText } from "@/lib/reward-models/schema";
import { countUnscored, saveScores, unscoredCandidates } from "@/lib/reward-models/candidate-store";
import type { Scorer } from "@/lib/reward-models/candidate-store";
import { artifactKey, findVersionProject, lostTraining } from "@/lib/reward-models/store";
import { blobSize } from "@/lib/storage";
import { folderOfFile, spreadKey } from "@/lib/reward-models/version-files";

const chunkSize = 1_000;
/** The largest parts of a score, where they are asked for. */
const partsToldAResponse = 10;

/** Scores every candidate that the version has not scored yet; a repeated run goes on where the last one stopped. */
export const scoreCandidates = async (
  actor: Actor,
  input: { projectId: string; versionId: string },
  run: RunControl = silentRun(),
): Promise<{ scored: number }> => {
  await guard(actor, "reward-models:train", { projectId: input.projectId });
  const engine = await engineOf(input.projectId, input.versionId);
  try {
    return { scored: await scoreMissing(engine, input.projectId, { versionId: input.versionId }, run) };
  } finally {
    await engine.close();
  }
};

/** `promptHash` where the prompt is more than its text: a prompt that the model was trained on is known by it. */
type FileRowTexts = { prompt: string; promptHash?: string; responses: string[] };

/** Scores responses that need not be in any project, in the order given. Those of a project's own items get the very scores stored there. */
export const scoreResponses = async (
  actor: Actor,
  input: { versionId: string; rows: AsyncIterable<FileRowTexts>; explain?: boolean },
  onScored: (scores: number[][], why: ScoreExplanation[][] | null) => Promise<void>,
): Promise<{ rows: number }> => {
  const projectId = await findVersionProject(actor.workspaceId, input.versionId);
  if (projectId === null) throw notFound("reward model");
  await guard(actor, "reward-models:see", { projectId });
  const engine = await engineOf(projectId, input.versionId);
  let total = 0;
  let waiting: FileRowTexts[] = [];
  const flush = async (): Promise<void> => {
    const texts = waiting.flatMap(({ prompt, promptHash, responses }): RowText[] =>
      responses.map((response) => ({ promptId: promptHash ?? promptHashOf(prompt), prompt, response })),
    );
    const { scores } = await engine.score(texts);
    const explanations = input.explain ? await engine.explain(texts, partsToldAResponse) : null;
    if (input.explain && !explanations) throw unexplained();
    await onScored(perPrompt(waiting, scores), explanations && perPrompt(waiting, explanations));
    total += waiting.length;
    waiting = [];
  };
  try {
    for await (const row of input.rows) {
      waiting.push(row);
      if (waiting.length >= chunkSize) await flush();
    }
    if (waiting.length > 0) await flush();
    return { rows: total };
  } finally {
    await engine.close();
  }
};

/** Values of all responses, cut into those of each prompt. */
const perPrompt = <Value>(prompts: readonly { responses: readonly unknown[] }[], values: readonly Value[]): Value[][] => {
  let from = 0;
  return prompts.map(({ responses }) => {
    from += responses.length;
    return values.slice(from - responses.length, from);
  });
};

/**
 * Scores what is missing with an engine that has the version loaded.
 * @throws AppError conflict where the version went to another try at its training
 */
export const scoreMissing = async (engine: Engine, projectId: string, scorer: Scorer, run: RunControl): Promise<number> => {
  const { versionId } = scorer;
  const total = await countUnscored(projectId, versionId);
  let scored = 0;
  for (let after = ""; ;) {
    run.signal.throwIfAborted();
    const rows = await unscoredCandidates(projectId, versionId, { after, take: chunkSize });
    const last = rows.at(-1);
    if (!last) {
      if (after === "") return scored;
      after = ""; // what came in meanwhile may stand before
      continue;
    }
    const { scores, members } = await engine.score(
      rows.map((row) => ({ promptId: row.promptHash, prompt: promptText(row.prompt), response: row.text })),
    );
    const saved = await saveScores(
      scorer,
      rows.map((row, index) => ({ candidateId: row.id, score: scores[index] ?? 0, members: members[index] ?? [] })),
    );
    if (!saved) throw lostTraining();
    after = last.id;
    scored += rows.length;
    run.report({ done: scored, total: Math.max(total, scored), message: `Scored ${scored} of ${Math.max(total, scored)} responses` });
  }
};

export const unexplained = (): AppError =>
  new AppError("refused", {
    userMessage:
      "Only scores of the built-in lexical model with its stacked recipe are sums of parts that have names. This version is another kind of model.",
  });

/** An engine with a version's files loaded. */
export const engineOf = async (projectId: string, versionId: string): Promise<Engine> => {
  const stored = await artifactKey(projectId, versionId, "encoder");
  if (!stored) throw notFound("trained reward model");
  const file = await readModelFile(stored.key, stored.sha256);
  const besides = spreadKey(folderOfFile(stored.key));
  const spread = (await blobSize(besides)) === null ? null : await readModelFile(besides, null);
  const engine = openEngine();
  try {
    await engine.load(file, spread, await resolveEncoder(stored.encoder));
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
};
