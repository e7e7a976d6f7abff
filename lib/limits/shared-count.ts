import { performance } from "node:perf_hooks";
import { claimAllowance, returnAllowance, takenOf } from "@/lib/limits/store";

/** How much a process takes from the shared count at once: a twentieth of the bound, so that few takings cost a write. */
const portionOf = (most: number): number => Math.max(1, Math.floor(most / 20));

/** Whom a process remembers at most. Whoever is forgotten loses what was held here and not spent: never more than the bound is admitted. */
export const mostHeld = 10_000;

/** Where nothing is left, it is looked up this often whether others have given back. */
const askAgainMs = 1_000;

/** What this process holds of one id's window: what it may still admit, what others have left, and when that was last asked. */
type Hold = { window: number; endsAt: number; held: number; shared: number; askedAt: number };

export type Taking = {
  allowed: boolean;
  remaining: number;
  resetSeconds: number;
  /** where what it was taken for is not to count after all */
  giveBack: () => Promise<void>;
};
export type SharedCount = {
  take: (id: string, most: number) => Promise<Taking>;
  /** how many ids are remembered */
  size: () => number;
};

/**
 * So many of something in a window, counted over all web processes: each takes a portion from the count in the database and spends
 * it by itself. Never more than the bound are admitted; up to two portions for each process may go unspent.
 */
export const sharedCount = (windowSeconds: number): SharedCount => {
  const holds = new Map<string, Hold>();
  const claims = new Map<string, Promise<Hold>>();

  const forget = (now: number): void => {
    for (const [id, { endsAt }] of holds) if (endsAt <= now) holds.delete(id);
    // The oldest tenth at once: whoever sends from ever new addresses must not make each request walk the whole list.
    const excess = Math.ceil(holds.size - mostHeld * 0.9);
    if (excess > 0) for (const id of [...holds.keys()].slice(0, excess)) holds.delete(id);
  };

  const claim = async (id: string, most: number): Promise<Hold> => {
    const known = holds.get(id);
    const portion = portionOf(most);
    if (known && known.shared === 0 && known.endsAt > performance.now() && (await takenOf(id)) >= most) {
      known.askedAt = performance.now();
      return known;
    }
    const { taken, window, secondsLeft } = await claimAllowance(id, portion, windowSeconds);
    const granted = Math.min(portion, Math.max(0, most - (taken - portion)));
    // What was asked for beyond the bound would otherwise stay taken by nobody.
    if (granted < portion) await returnAllowance(id, window, portion - granted);
    const now = performance.now();
    if (holds.size >= mostHeld) forget(now);
    const before = holds.get(id);
    // Within a window it stays the same object, to which those that are under way give back.
    const hold = before?.window === window ? before : { window, endsAt: now + secondsLeft * 1_000, held: 0, shared: 0, askedAt: now };
    hold.held += granted;
    hold.shared = Math.max(0, most - taken);
    hold.askedAt = now;
    holds.set(id, hold);
    return hold;
  };

  /** Of many at once that find nothing left here, one asks. */
  const claimOnce = (id: string, most: number): Promise<Hold> => {
    const running = claims.get(id) ?? claim(id, most).finally(() => claims.delete(id));
    claims.set(id, running);
    return running;
  };

  return {
    take: async (id, most) => {
      const usable = (hold: Hold | undefined): hold is Hold => {
        const now = performance.now();
        // Where the count is used up, asking each time would be a write for each refusal.
        return hold !== undefined && hold.endsAt > now && (hold.held > 0 || (hold.shared === 0 && hold.askedAt > now - askAgainMs));
      };
      let found = holds.get(id);
      while (!usable(found)) found = await claimOnce(id, most);
      const hold = found;
      const allowed = hold.held > 0;
      if (allowed) hold.held -= 1;
      const resetSeconds = Math.max(1, Math.ceil((hold.endsAt - performance.now()) / 1_000));
      const giveBack = async (): Promise<void> => {
        if (!allowed) return;
        hold.held += 1;
        const portion = portionOf(most);
        if (hold.held <= 2 * portion) return;
        hold.held -= portion;
        await returnAllowance(id, hold.window, portion);
      };
      return { allowed, remaining: hold.held + hold.shared, resetSeconds, giveBack };
    },
    size: () => holds.size,
  };
};
