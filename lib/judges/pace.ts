import { setTimeout as wait } from "node:timers/promises";
import { AppError } from "@/lib/errors";

/**
 * How fast a server is asked: evenly spaced starts under its limit for each minute, and a pause for everybody where it says
 * that it is asked too often.
 */
export type Pace = {
  /** Waits for this call's turn. */
  turn: (signal: AbortSignal) => Promise<void>;
  pause: (seconds: number) => void;
};

export const createPace = (requestsPerMinute: number | null): Pace => {
  const gapMs = requestsPerMinute === null ? 0 : 60_000 / requestsPerMinute;
  let next = 0;
  let pausedUntil = 0;
  return {
    turn: async (signal) => {
      for (;;) {
        const now = performance.now();
        const at = Math.max(next, pausedUntil);
        if (at <= now) {
          next = Math.max(next + gapMs, now + gapMs);
          return;
        }
        await rest((at - now) / 1000, signal);
      }
    },
    pause: (seconds) => {
      pausedUntil = Math.max(pausedUntil, performance.now() + seconds * 1000);
    },
  };
};

/** Waits, or ends at once where the work is told to stop. */
export const rest = async (seconds: number, signal: AbortSignal): Promise<void> => {
  try {
    await wait(seconds * 1000, undefined, { signal });
  } catch (cause) {
    throw signal.reason instanceof AppError ? signal.reason : new AppError("cancelled", { userMessage: "Cancelled.", cause });
  }
};

const longestSeconds = 60;

/** Seconds before the next attempt: doubled each time, between half and one and a half of that, so that callers part. */
export const backoffSeconds = (firstSeconds: number, attempt: number, random: () => number = Math.random): number =>
  Math.min(longestSeconds, firstSeconds * 2 ** (attempt - 1)) * (0.5 + random());

/** Seconds of a Retry-After header, as a number or as a date; null where it says nothing usable. Never more than ten minutes. */
export const retryAfterSeconds = (header: string | undefined, now: Date): number | null => {
  if (header === undefined) return null;
  const seconds = /^\d+(\.\d+)?$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now.getTime()) / 1000;
  return Number.isFinite(seconds) ? Math.min(600, Math.max(0, seconds)) : null;
};
