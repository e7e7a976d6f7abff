import { createHash } from "node:crypto";
import { z } from "zod";
import { idempotencySchema } from "@/lib/api/schema";
import type { KeptAnswer } from "@/lib/api/schema";
import type { KeyOwner } from "@/lib/api/store";
import { freeKey, keepAnswer, reserveKey } from "@/lib/api/store";
import type { Actor } from "@/lib/auth/actor";
import { actorId } from "@/lib/auth/actor";
import { isDatabaseAway, isUnstorableText } from "@/lib/db-retry";
import { AppError } from "@/lib/errors";
import { installationKey } from "@/lib/secrets/installation-key";
import { seal, unseal } from "@/lib/secrets/seal";
import type { SealingKey } from "@/lib/secrets/seal";

/** Answers may show what is shown once and kept nowhere else: a copy of the database must not tell it either. */
const placeOf = ({ workspaceId, actorId: of, key }: KeyOwner) => ({ id: key, projectId: workspaceId, purpose: `answer to ${of}` });

const sealBody = (by: SealingKey, owner: KeyOwner, body: string): string => {
  const { keyId, nonce, sealed } = seal(by, placeOf(owner), body);
  return [keyId, Buffer.from(nonce).toString("base64"), Buffer.from(sealed).toString("base64")].join(" ");
};

/** Null where it was sealed by another key of the installation. */
const openBody = (by: SealingKey, owner: KeyOwner, kept: string): string | null => {
  const [keyId = "", nonce = "", sealed = ""] = kept.split(" ");
  const bytes = (text: string) => Uint8Array.from(Buffer.from(text, "base64"));
  return unseal(by, placeOf(owner), { keyId, nonce: bytes(nonce), sealed: bytes(sealed) });
};

/** Nothing was done. Not so where the database went away: what it was told last may have come to pass. */
const isRefusal = (error: unknown): boolean =>
  error instanceof z.ZodError ||
  (error instanceof AppError && error.code !== "internal" && !isDatabaseAway(error)) ||
  isUnstorableText(error);

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
  const sealing = await installationKey();
  const reserved = await reserveKey(owner, requestHash);
  switch (reserved.state) {
    case "answered": {
      const body = openBody(sealing, owner, reserved.answer.body);
      if (body === null)
        throw new AppError("conflict", {
          userMessage: "This request was done, but its answer can no longer be read: the key of the installation is another one now.",
        });
      return { answer: { ...reserved.answer, body }, replayed: true };
    }
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
    if (isRefusal(error)) await freeKey(owner);
    throw error;
  }
  await keepAnswer(owner, { ...answer, body: sealBody(sealing, owner, answer.body) });
  return { answer, replayed: false };
};
