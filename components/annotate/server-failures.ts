/** So often does a server fail at an answer before the next one is tried in its place. */
const mostFailures = 6;

export type ServerFailures = {
  /** What is sent next: the first that does not hold up those behind it, and the very first where all do. */
  next: <Row extends { seq: number }>(waiting: readonly Row[]) => Row | undefined;
  /** The server failed at it. @returns whether that is the answer's own fault: it fails again after the server took another one. */
  failed: (seq: number) => boolean;
  /** The server answered for another one: what it failed at before is tried once more. */
  answered: () => void;
};

/**
 * Tells an answer that a server cannot take from a server that takes none: the one would hold up all that follow, the others of a server
 * in trouble only have to wait.
 */
export const countServerFailures = (): ServerFailures => {
  const known = new Map<number, { times: number; lastTry: boolean }>();
  const holdsUp = (seq: number): boolean => {
    const own = known.get(seq);
    return own !== undefined && own.times >= mostFailures && !own.lastTry;
  };
  return {
    next: (waiting) => waiting.find(({ seq }) => !holdsUp(seq)) ?? waiting[0],
    failed: (seq) => {
      const own = known.get(seq) ?? { times: 0, lastTry: false };
      known.set(seq, { ...own, times: own.times + 1 });
      return own.lastTry;
    },
    answered: () => {
      for (const own of known.values()) if (own.times >= mostFailures) own.lastTry = true;
    },
  };
};
