import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { guardedFetch } from "@/lib/net/guarded-fetch";
import { openSecret } from "@/lib/secrets/open-secret";
import { signDelivery } from "@/lib/webhooks/sign-delivery";
import { queueEvents, recordMissed, recordSent, takeDue } from "@/lib/webhooks/store";
import type { DueDelivery } from "@/lib/webhooks/store";

const atOnce = 10;

const send = async ({ id, payload, url, secretId, projectId, workspaceId }: DueDelivery): Promise<void> => {
  const system: Actor = { kind: "system", workspaceId, name: "webhooks" };
  let missed: { answerStatus: number | null; error: string };
  try {
    const secret = await openSecret(system, { projectId, secretId, purpose: "webhook" });
    const body = JSON.stringify(payload);
    const headers = signDelivery(secret, { id, seconds: Math.floor(Date.now() / 1_000), body });
    const answer = await guardedFetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "user-agent": "Plumbline-Webhooks/1", ...headers },
      body,
      maxBytes: 64 * 1024,
      totalMs: 15_000,
      maxRedirects: 0,
    });
    answer.body.destroy();
    if (answer.status >= 200 && answer.status < 300) {
      await recordSent(id, answer.status);
      return;
    }
    missed = { answerStatus: answer.status, error: `The address answered ${answer.status}.` };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    missed = { answerStatus: null, error: error.userMessage };
  }
  await recordMissed(id, missed);
};

/**
 * Writes down what happened since the last look, and sends what is due. Every worker may do this at the same time. A try that
 * dies with its worker is made again when its time comes, so a receiver may see a delivery twice: its id is the same.
 * @returns how many tries were made
 */
export const deliverWebhooks = async (): Promise<number> => {
  await queueEvents();
  let tries = 0;
  for (let due = await takeDue(atOnce); due.length > 0; due = await takeDue(atOnce)) {
    await Promise.all(due.map(send));
    tries += due.length;
  }
  return tries;
};
