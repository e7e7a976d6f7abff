import { performance } from "node:perf_hooks";
import { claimAllowance } from "@/lib/api/store";
import type { Actor } from "@/lib/auth/actor";
import { actorId } from "@/lib/auth/actor";

export const windowSeconds = 60;

/** How many requests a process takes from the shared count at once: a twentieth of the bound, so that few reads cost a write. */
const portionOf = (perMinute: number): number => Math.max(1, Math.floor(perMinute / 20));

/** What this process holds for one key or person: requests that it may still admit, and what others have left. */
type Hold = { endsAt: number; held: number; shared: number };

export type Allowance = { allowed: boolean; headers: Record<string, string> };
export type TakeAllowance = (actor: Actor, perMinute: number) => Promise<Allowance>;

/**
 * Requests of one key or person a minute, counted over all web processes: each takes a portion from the count in the database
 * and spends it by itself. Never more than the bound are admitted; up to a portion for each process may go unspent.
 */
export const countRequests = (): TakeAllowance => {
  const holds = new Map<string, Hold>();
  const claims = new Map<string, Promise<Hold>>();

  const claim = async (id: string, perMinute: number): Promise<Hold> => {
    const portion = portionOf(perMinute);
    const { taken, secondsLeft } = await claimAllowance(id, portion, windowSeconds);
    const granted = Math.min(portion, Math.max(0, perMinute - (taken - portion)));
    const now = performance.now();
    if (holds.size > 10_000) for (const [other, { endsAt }] of holds) if (endsAt <= now) holds.delete(other);
    const hold = { endsAt: now + secondsLeft * 1_000, held: granted, shared: Math.max(0, perMinute - taken) };
    holds.set(id, hold);
    return hold;
  };

  /** Of many requests at once that find nothing left here, one asks. */
  const claimOnce = (id: string, perMinute: number): Promise<Hold> => {
    const running = claims.get(id) ?? claim(id, perMinute).finally(() => claims.delete(id));
    claims.set(id, running);
    return running;
  };

  return async (actor, perMinute) => {
    const id = `${actor.kind} ${actorId(actor)}`;
    const usable = (hold: Hold | undefined): hold is Hold =>
      // Where the count is used up, asking again before its minute is over would be a write for each refusal.
      hold !== undefined && hold.endsAt > performance.now() && (hold.held > 0 || hold.shared === 0);
    let hold = holds.get(id);
    while (!usable(hold)) hold = await claimOnce(id, perMinute);
    const allowed = hold.held > 0;
    if (allowed) hold.held -= 1;
    const reset = String(Math.max(1, Math.ceil((hold.endsAt - performance.now()) / 1_000)));
    return {
      allowed,
      headers: {
        "ratelimit-limit": String(perMinute),
        "ratelimit-remaining": String(hold.held + hold.shared),
        "ratelimit-reset": reset,
        ...(allowed ? {} : { "retry-after": reset }),
      },
    };
  };
};
