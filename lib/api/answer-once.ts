import { createHash } from "node:crypto";
import { z } from "zod";
import { idempotencySchema } from "@/lib/api/schema";
import type { KeptAnswer } from "@/lib/api/schema";
import { freeKey, keepAnswer, reserveKey } from "@/lib/api/store";
import type { Actor } from "@/lib/auth/actor";
import { actorId } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";

export type Asked = { key: string; method: string; address: string; body: string };

/**
 * Does a write once however often it is sent with the same key: later tries get the first answer again.
 * A refusal frees the key, since nothing was done. Where a try was cut off, later ones are told that nobody knows.
 * @throws AppError conflict where the key came with another request before, or its first try has given no answer
 */
export const answerOnce = async (
  actor: Actor,
  asked: Asked,
  perform: () => Promise<KeptAnswer>,
): Promise<{ answer: KeptAnswer; replayed: boolean }> => {
  const { "idempotency-key": key } = idempotencySchema.parse({ "idempotency-key": asked.key });
  const owner = { workspaceId: actor.workspaceId, actorId: actorId(actor), key };
  const requestHash = createHash("sha256")
    .update(JSON.stringify([asked.method, asked.address, asked.body]))
    .digest("hex");
  const reserved = await reserveKey(owner, requestHash);
  switch (reserved.state) {
    case "answered":
      return { answer: reserved.answer, replayed: true };
    case "other":
      throw new AppError("conflict", { userMessage: "This idempotency key came with another request before. Make a new key for each." });
    case "unknown":
      throw new AppError("conflict", {
        userMessage:
          "The first request with this idempotency key has given no answer yet. Wait; if it was cut off, look whether it was done.",
      });
    case "new":
      break;
  }
  let answer: KeptAnswer;
  try {
    answer = await perform();
  } catch (error) {
    if (error instanceof z.ZodError || (error instanceof AppError && error.status < 500)) await freeKey(owner);
    throw error;
  }
  await keepAnswer(owner, answer);
  return { answer, replayed: false };
};
