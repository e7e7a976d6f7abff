import type { Actor } from "@/lib/auth/actor";
import { actorId } from "@/lib/auth/actor";

const windowMs = 60_000;

type Window = { endsAt: number; left: number };

/**
 * Requests of one key or person a minute, counted in this process: no write to the database for each read, and with several
 * web processes each counts for itself.
 */
const windows = new Map<string, Window>();

const sweep = (now: number): void => {
  for (const [id, { endsAt }] of windows) if (endsAt <= now) windows.delete(id);
};

export type Allowance = { allowed: boolean; headers: Record<string, string> };

/** @param now milliseconds of a clock that never goes back */
export const takeAllowance = (actor: Actor, perMinute: number, now: number): Allowance => {
  const id = `${actor.kind} ${actorId(actor)}`;
  let window = windows.get(id);
  if (!window || window.endsAt <= now) {
    if (windows.size > 10_000) sweep(now);
    window = { endsAt: now + windowMs, left: perMinute };
    windows.set(id, window);
  }
  const allowed = window.left > 0;
  if (allowed) window.left -= 1;
  const reset = String(Math.ceil((window.endsAt - now) / 1_000));
  return {
    allowed,
    headers: {
      "ratelimit-limit": String(perMinute),
      "ratelimit-remaining": String(window.left),
      "ratelimit-reset": reset,
      ...(allowed ? {} : { "retry-after": reset }),
    },
  };
};
