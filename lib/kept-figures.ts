/**
 * Figures of large projects, counted once for whoever asks within half a minute: the navigation, which stands beside every page, the
 * overview and the list of projects would otherwise each read a million rows at every visit. Those of smaller projects are read anew
 * each time, so that what somebody just did shows at once.
 */

/** Rows behind a figure above which it is kept: of fewer, counting takes some hundredths of a second. */
export const keptAboveRows = 200_000;
const keptForMs = 30_000;
/** Of so many projects and views at most. */
const mostKept = 200;

type Kept<T> = { value: Promise<T>; until: number };

/**
 * A reader that gives the figures of a key as they were at most half a minute ago, or reads them now. Whether the actor may see them is
 * for the caller to ask first.
 * @param rowsIn from how many rows figures were read
 */
export const keepFigures = <T>(rowsIn: (value: T) => number, now: () => number = Date.now) => {
  const kept = new Map<string, Kept<T>>();
  return async (key: string, read: () => Promise<T>): Promise<T> => {
    const known = kept.get(key);
    if (known && known.until > now()) return known.value;
    const reading = read();
    const keep = (): unknown => kept.set(key, { value: reading, until: now() + keptForMs });
    // Whoever comes while many rows are read again waits for the same reading; of few, what began before is of no use.
    if (known) keep();
    try {
      const value = await reading;
      kept.delete(key);
      if (rowsIn(value) > keptAboveRows) keep();
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      return value;
    } catch (error) {
      kept.delete(key);
      throw error;
    }
  };
};
