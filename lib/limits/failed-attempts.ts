import { createHmac } from "node:crypto";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { sharedCount } from "@/lib/limits/shared-count";
import { log } from "@/lib/log";
import { siteOf } from "@/lib/net/client-address";

/** What is guessed at. Each is counted by itself: a program with a revoked key must not keep its office from signing in. */
export type Guessed = "password" | "api key" | "invitation";

const windowSeconds = 15 * 60;

const failures = sharedCount(windowSeconds);

/** An address is somebody's: neither the database nor the log gets to know it. */
const nameOf = (address: string): string =>
  createHmac("sha256", env().NEXTAUTH_SECRET ?? "")
    .update(siteOf(address))
    .digest("base64url")
    .slice(0, 22);

const told = new Set<string>();

/**
 * Counts an attempt of an address as failed before it is tried, so that many at once cannot pass the limit; `giveBack` for one that
 * went well, so that a whole school behind one address can sign in.
 * @throws AppError rate_limited where the failures of this address are used up, saying when to come back
 */
export const countAttempt = async (guessed: Guessed, address: string): Promise<() => Promise<void>> => {
  const name = nameOf(address);
  const { allowed, resetSeconds, giveBack } = await failures.take(`failed ${guessed} ${name}`, env().PLUMBLINE_ADDRESS_FAILURES);
  if (allowed) return giveBack;
  // Once a window is enough to see it: a line for each refusal would let whoever sends them fill the disk.
  if (!told.has(name)) {
    if (told.size >= 1_000) told.clear();
    told.add(name);
    setTimeout(() => told.delete(name), resetSeconds * 1_000).unref();
    log.warn({ guessed, address: name, resetSeconds }, "too many failed attempts of one address");
  }
  const minutes = Math.ceil(resetSeconds / 60);
  throw new AppError("rate_limited", {
    message: `failures of one address: ${guessed}`,
    userMessage: `Too many failed attempts from your network. Wait ${minutes === 1 ? "a minute" : `${minutes} minutes`}, then try again.`,
    retryAfterSeconds: resetSeconds,
  });
};
