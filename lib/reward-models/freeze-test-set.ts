import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { createRandom, shuffled } from "@/lib/ml/random/random";
import { freezeTestSetSchema } from "@/lib/reward-models/living-schema";
import type { FreezeTestSet, TestSetView } from "@/lib/reward-models/living-schema";
import { findTestSet, insertTestSet, promptHashesOf } from "@/lib/reward-models/registry-store";

const fewestPrompts = 20;

/**
 * Draws the prompts on which every later version is measured and none is trained. Once drawn they stay: a test set that can
 * be drawn again is one that can be drawn until it pleases.
 */
export const freezeTestSet = async (actor: Actor, input: FreezeTestSet): Promise<TestSetView> => {
  await guard(actor, "reward-models:train", { projectId: input.projectId });
  const { projectId, share, seed } = freezeTestSetSchema.parse(input);
  if (await findTestSet(projectId)) {
    throw new AppError("conflict", { userMessage: "This project's test prompts are frozen already. They cannot be drawn again." });
  }
  const prompts = await promptHashesOf(projectId);
  if (prompts.length < fewestPrompts) {
    throw new AppError("refused", {
      userMessage: `A test set needs ${fewestPrompts} prompts to draw from; this project has ${prompts.length}. Import more first.`,
    });
  }
  const drawn = shuffled(createRandom(seed), prompts).slice(0, Math.round(share * prompts.length));
  await db().$transaction(async (tx) => {
    await insertTestSet(tx, projectId, { share, seed, createdById: actorUserId(actor) }, drawn);
    await appendAudit(tx, actor, {
      action: "reward-models:train",
      projectId,
      subjectId: projectId,
      detail: { frozenPrompts: drawn.length, share, seed },
    });
  });
  const frozen = await findTestSet(projectId);
  if (!frozen) throw new Error("the test set was not stored");
  return frozen;
};

/** The frozen test set; null where none was drawn. */
export const getTestSet = async (actor: Actor, input: { projectId: string }): Promise<TestSetView | null> => {
  await guard(actor, "reward-models:see", { projectId: input.projectId });
  return findTestSet(input.projectId);
};
