import { setTimeout as sleep } from "node:timers/promises";
import { Prisma } from "@/lib/generated/prisma/client";
import { AppError } from "@/lib/errors";

// serialization failure, deadlock, unique violation under a race, what a row refers to went meanwhile, Prisma's own names for them, and a
// transaction that took too long
const passing = new Set(["40001", "40P01", "23505", "23503", "P2034", "P2002", "P2003", "P2028"]);
// shut down, crashed, starting up, no connection left for us, connection lost or refused, and Prisma's own names for them
const unreachable = new Set(["57P01", "57P02", "57P03", "53300", "08006", "08001", "P1001", "P1017", "P2024"]);

const metaOf = (error: Error): string => (error instanceof Prisma.PrismaClientKnownRequestError ? JSON.stringify(error.meta ?? {}) : "");

const codesOf = (error: unknown): string[] => {
  if (!(error instanceof Error)) return [];
  const meta = metaOf(error);
  // The client's codes begin with a P; the driver's are the database's own.
  const known = "code" in error && typeof error.code === "string" ? [error.code] : [];
  return [...known, ...(`${error.message} ${meta}`.match(/\b(?:40001|40P01|23505|23503|57P0[123]|53300|08006|08001)\b/g) ?? [])];
};

/** Whether the database could not be reached, or went away in the middle. */
export const isUnreachable = (error: unknown): boolean =>
  codesOf(error).some((code) => unreachable.has(code)) ||
  (error instanceof Error &&
    /ECONNREFUSED|ECONNRESET|Connection terminated|Server has closed the connection|timeout exceeded when trying to connect|Unable to start a transaction in the given time/.test(
      error.message,
    ));

/**
 * Whether the database refused a text for what stands in it: U+0000, or in JSON one half of a surrogate pair, which is what is left of
 * an emoji that was cut in two. No try of the same can go better.
 */
export const isUnstorableText = (error: unknown): boolean =>
  error instanceof Error &&
  !(error instanceof AppError) &&
  (("code" in error && error.code === "22021") ||
    // Lists of texts are read as JSON on their way, and refused there in words of its own.
    /\b22021\b|\b22P05\b|invalid input syntax for type json|JSON Error: (?:unexpected end of hex escape|lone (?:leading|trailing) surrogate)/.test(
      `${error.message} ${metaOf(error)}`,
    ));

const awayText = "The database cannot be reached. Nothing is lost; try again in a moment.";

/** What callers are told then: the same request may be sent again. */
export const databaseAway = (cause: unknown): AppError => new AppError("unavailable", { userMessage: awayText, cause });

/** The same of an error that may have been put into words already: of our own only that one is the database's. */
export const isDatabaseAway = (error: unknown): boolean =>
  error instanceof AppError ? error.userMessage === awayText : isUnreachable(error);

/**
 * Runs a transaction again where the database asked for it (lost race, deadlock), at most `attempts` times with jitter.
 * @throws AppError unavailable where the database cannot be reached: the caller may try the same again
 */
export const withRetries = async <T>(run: () => Promise<T>, attempts = 4): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (isUnreachable(error)) throw databaseAway(error);
      if (attempt >= attempts || !codesOf(error).some((code) => passing.has(code))) throw error;
      await sleep(Math.random() * 20 * 2 ** attempt);
    }
  }
};
