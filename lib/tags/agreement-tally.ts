import { clusterBootstrap, meanWithin, weightedMean } from "@/lib/ml/bootstrap/cluster-bootstrap";
import { createRandom } from "@/lib/ml/random/random";
import type { RandomStream } from "@/lib/ml/random/random";

/** What two sources said of one prompt in one dimension: levels, or lists. */
export type Said = string | readonly string[];

export type TalliedAgreement = { items: number; agreement: number; ci: [number, number] | null; chance: number | null };

/** So many items, drawn at random, are kept to tell what chance would give; with all pairs that they make, or so many of them. */
const itemsKept = 5_000;
const pairsDrawn = 40_000;
/** A thousand resamples of a million items would take minutes and move the interval's ends by nothing that is shown. */
const manyItems = 20_000;
const drawsOf = (items: number): number => (items > manyItems ? 200 : 1_000);

/** Mean over pairs of different items of how far one source on the first agrees with the other on the second. */
const byChance = (kept: readonly (readonly [Said, Said])[], compare: (left: Said, right: Said) => number, random: RandomStream) => {
  if (kept.length < 2) return null;
  const all = kept.length * (kept.length - 1);
  const pairs = Math.min(all, pairsDrawn);
  let sum = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    const first = pairs === all ? Math.floor(pair / (kept.length - 1)) : random.integer(kept.length);
    const other = pairs === all ? pair % (kept.length - 1) : random.integer(kept.length - 1);
    const [left, right] = [kept[first], kept[other < first ? other : other + 1]];
    if (left && right) sum += compare(left[0], right[1]);
  }
  return sum / pairs;
};

export type AgreementTally = {
  /** `prompt` is the number of the item's prompt: items of one prompt say one thing twice */
  add: (prompt: number, left: Said, right: Said) => void;
  close: () => TalliedAgreement;
};

/**
 * Agreement of two sources, an item at a time: its mean with an interval over prompts, and what the same answers would give were
 * they dealt out to the items at random, since two taggers that call everything safe agree without having read anything.
 *
 * @param compare how far two answers agree, 0 … 1
 */
export const createAgreementTally = (compare: (left: Said, right: Said) => number): AgreementTally => {
  const values: number[] = [];
  const clusters: number[] = [];
  const codes = new Map<number, number>();
  const kept: [Said, Said][] = [];
  const random = createRandom(1);
  return {
    add: (prompt, left, right) => {
      const seen = values.push(compare(left, right));
      const code = codes.get(prompt) ?? codes.size;
      codes.set(prompt, code);
      clusters.push(code);
      const place = seen <= itemsKept ? seen - 1 : random.integer(seen);
      if (place < itemsKept) kept[place] = [left, right];
    },
    close: () => {
      const agreement = Float64Array.from(values);
      const mean = clusterBootstrap(
        { rows: agreement.length, cluster: Int32Array.from(clusters) },
        (weights) => weightedMean(agreement, weights),
        "Nothing was compared.",
        { draws: drawsOf(agreement.length), alike: meanWithin(0, 1) },
      );
      const known = mean.value === null ? { agreement: 0, ci: null } : { agreement: mean.value, ci: mean.ci };
      return { items: agreement.length, ...known, chance: byChance(kept, compare, random) };
    },
  };
};
