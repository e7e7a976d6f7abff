/**
 * Tabs of one person agree through the browser's locks, which end with their tab whatever becomes of it. Plain http addresses
 * have none; there each tab goes by itself, and the server's fences and keys keep every answer single.
 */

export const locks = (): LockManager | null => (typeof navigator !== "undefined" && "locks" in navigator ? navigator.locks : null);

const leaseLock = (userId: string, assignmentId: string): string => `plumbline-lease:${userId}:${assignmentId}`;

/** Runs alone among all tabs; waits for its turn. */
export const alone = async <Result>(name: string, run: () => Promise<Result>): Promise<Result> => {
  const manager = locks();
  return manager ? manager.request(`plumbline:${name}`, run) : run();
};

/**
 * Takes a lock. Resolves to the way to let go of it, or to null where another tab has it: at once, or when the signal says that it
 * was waited for long enough.
 */
export const lockFor = (name: string, waiting: AbortSignal | null): Promise<(() => void) | null> => {
  const manager = locks();
  if (!manager) return Promise.resolve(() => undefined);
  return new Promise((resolve, reject) => {
    manager
      .request(name, waiting ? { signal: waiting } : { ifAvailable: true }, (lock) => {
        if (!lock) {
          resolve(null);
          return undefined;
        }
        return new Promise<void>((release) => resolve(release));
      })
      .catch((error: unknown) => (waiting?.aborted ? resolve(null) : reject(error)));
  });
};

/** Takes an item for this tab. Resolves to the way to let go of it, or to null where another tab shows it. */
export const holdItem = (userId: string, assignmentId: string): Promise<(() => void) | null> =>
  lockFor(leaseLock(userId, assignmentId), null);

/** Items that any tab of this person holds. */
export const heldItems = async (userId: string): Promise<string[]> => {
  const prefix = leaseLock(userId, "");
  const held = (await locks()?.query())?.held ?? [];
  return held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : []));
};
