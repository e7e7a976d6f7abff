/** What work in a pool may know of the other work. */
export type Pool = {
  /** Counts a promise as work that is out. */
  busy: <T>(work: Promise<T>) => Promise<T>;
  /** Waits until some other work that is out has ended; false where none is. */
  othersEnd: () => Promise<boolean>;
};

/**
 * Works through a source with at most `size` pieces at once. After an error, or where it is told to stop, nothing new begins;
 * what has begun is waited for, and then the first error is thrown.
 */
export const runPool = async <T>(
  source: AsyncIterable<T>,
  size: number,
  signal: AbortSignal,
  work: (piece: T, pool: Pool) => Promise<void>,
): Promise<void> => {
  const out = new Set<Promise<unknown>>();
  const pool: Pool = {
    busy: async (promise) => {
      out.add(promise);
      try {
        return await promise;
      } finally {
        out.delete(promise);
      }
    },
    othersEnd: async () => {
      if (out.size === 0) return false;
      await Promise.race(
        [...out].map((promise) =>
          promise.then(
            () => undefined,
            () => undefined,
          ),
        ),
      );
      return true;
    },
  };
  const running = new Set<Promise<void>>();
  const errors: unknown[] = [];
  try {
    for await (const piece of source) {
      if (errors.length > 0 || signal.aborted) break;
      const one: Promise<void> = work(piece, pool)
        .catch((error: unknown) => {
          errors.push(error);
        })
        .finally(() => running.delete(one));
      running.add(one);
      if (running.size >= size) await Promise.race(running);
    }
  } catch (error) {
    errors.push(error);
  }
  await Promise.all(running);
  if (errors.length > 0) throw errors[0];
  signal.throwIfAborted();
};
