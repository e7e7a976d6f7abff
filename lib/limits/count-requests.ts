import type { Actor } from "@/lib/auth/actor";
import { actorId } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { sharedCount } from "@/lib/limits/shared-count";

export const windowSeconds = 60;

export type Allowance = { allowed: boolean; resetSeconds: number; headers: Record<string, string> };
export type TakeAllowance = (actor: Actor, perMinute: number) => Promise<Allowance>;

/** Requests of one key or person a minute. */
export const countRequests = (): TakeAllowance => {
  const { take } = sharedCount(windowSeconds);
  return async (actor, perMinute) => {
    const { allowed, remaining, resetSeconds } = await take(`${actor.kind} ${actorId(actor)}`, perMinute);
    const reset = String(resetSeconds);
    return {
      allowed,
      resetSeconds,
      headers: {
        "ratelimit-limit": String(perMinute),
        "ratelimit-remaining": String(remaining),
        "ratelimit-reset": reset,
        ...(allowed ? {} : { "retry-after": reset }),
      },
    };
  };
};

/** What a key or a person is told whose requests of this minute are used up. */
export const tooManyRequests = ({ resetSeconds }: Allowance): AppError =>
  new AppError("rate_limited", { userMessage: "Too many requests. Wait until the window is over.", retryAfterSeconds: resetSeconds });
