import { z } from "zod";
import { submitSchema } from "@/lib/annotations/schema";

/** Answers given but not yet acknowledged. They outlive a reload, each under the key it will always be sent with. */

const entrySchema = submitSchema.required({ comment: true, flagged: true });
export type OutboxEntry = z.infer<typeof entrySchema>;

const prefix = "plumbline-outbox:";
const keyOf = (userId: string, campaignId: string): string => `${prefix}${userId}:${campaignId}`;

export const readOutbox = (storage: Storage, userId: string, campaignId: string): OutboxEntry[] => {
  const text = storage.getItem(keyOf(userId, campaignId));
  if (text === null) return [];
  try {
    return z.array(entrySchema).parse(JSON.parse(text));
  } catch {
    // Written by another version of this page: it cannot be sent as it is, and the drafts are on the server.
    storage.removeItem(keyOf(userId, campaignId));
    return [];
  }
};

export const writeOutbox = (storage: Storage, userId: string, campaignId: string, entries: readonly OutboxEntry[]): void => {
  if (entries.length === 0) storage.removeItem(keyOf(userId, campaignId));
  else storage.setItem(keyOf(userId, campaignId), JSON.stringify(entries));
};

/** On a shared machine the answers of whoever sat here before are not this person's to send or to read. */
export const dropForeignOutboxes = (storage: Storage, userId: string): void => {
  for (const key of Object.keys(storage)) {
    if (key.startsWith(prefix) && !key.startsWith(`${prefix}${userId}:`)) storage.removeItem(key);
  }
};

/** A fresh key for one intended answer. randomUUID needs a secure context, which a workplace's plain http address is not. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
