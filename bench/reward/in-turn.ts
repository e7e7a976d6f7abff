import type { Outcome } from "@/bench/reward/tasks";

type PeerRun = () => Promise<{ peer: Outcome } | { skipped: string }>;
type Measured = { middle: Outcome; all: readonly Outcome[] };

/**
 * Runs each side `runs` times, ours and its peers in turn, each run in a process of its own as a training is: of a fit of a fifth of
 * a second on a shared machine one run takes up to twice as long as the next, and the one of the middle duration counts.
 */
export const runInTurn = async (
  runs: number,
  ours: () => Promise<Outcome>,
  peers: readonly PeerRun[],
): Promise<{ ours: Measured; peers: (Measured | { skipped: string })[] }> => {
  const mine: Outcome[] = [];
  const theirs = peers.map((): Outcome[] => []);
  const skipped = new Map<number, string>();
  for (let run = 0; run < runs; run += 1) {
    mine.push(await ours());
    for (const [place, runPeer] of peers.entries()) {
      const side = await runPeer();
      if ("skipped" in side) skipped.set(place, side.skipped);
      else theirs[place]?.push(side.peer);
    }
  }
  return {
    ours: measured(mine),
    peers: theirs.map((all, place) => {
      const why = skipped.get(place);
      return why === undefined ? measured(all) : { skipped: why };
    }),
  };
};

const measured = (all: readonly Outcome[]): Measured => {
  const middle = all.toSorted((a, b) => a.seconds - b.seconds)[all.length >> 1];
  if (!middle) throw new RangeError("a side must run at least once");
  return { middle, all };
};
