import { z } from "zod";

/**
 * Active seconds of items that are not answered yet, in this browser: a page that is loaded again, or an item that comes back to the
 * screen, goes on from them. In storage that is written at once, since a page that goes has no time to wait for a database.
 */

const storageKey = "plumbline-active";
/** Leases end long before, and what was kept for them is of no use to anybody. */
const forgottenAfterMs = 7 * 86_400_000;

const keptSchema = z.record(z.string(), z.object({ seconds: z.number().min(0), at: z.number() }));

const readAll = (): z.infer<typeof keptSchema> => {
  try {
    const kept = keptSchema.safeParse(JSON.parse(window.localStorage.getItem(storageKey) ?? "{}"));
    return kept.success ? kept.data : {};
  } catch {
    // A browser that keeps nothing: the time lives as long as the page.
    return {};
  }
};

const writeAll = (kept: z.infer<typeof keptSchema>): void => {
  try {
    window.localStorage.setItem(storageKey, JSON.stringify(kept));
  } catch {
    // As above, or no room: the draft on the server has the time of its last change.
  }
};

export const keptSeconds = (name: string): number => readAll()[name]?.seconds ?? 0;

export const keepSeconds = (name: string, seconds: number): void => {
  const now = Date.now();
  const young = Object.entries(readAll()).filter(([, { at }]) => now - at < forgottenAfterMs);
  writeAll({ ...Object.fromEntries(young), [name]: { seconds, at: now } });
};

export const dropSeconds = (name: string): void => {
  const { [name]: _dropped, ...rest } = readAll();
  writeAll(rest);
};
