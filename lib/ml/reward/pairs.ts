/** A judged pair of responses to one prompt, as every trainer of this folder takes it. */
export interface LabelledPair {
  /** Equal for pairs that share a prompt: they stay in one fold and form one cluster of the intervals. */
  promptId: string;
  prompt: string;
  first: string;
  second: string;
  /** Probability that the first response is the better one, in [0, 1]. */
  pFirst: number;
  /** Weight of the pair in the loss. */
  weight: number;
}

/** A response in its prompt; each distinct one is encoded once, however many pairs it is in. */
export interface ResponseRow {
  promptId: string;
  prompt: string;
  response: string;
}

/** Pairs as positions in a list of distinct rows. */
export interface IndexedPairs {
  rows: ResponseRow[];
  first: Int32Array; // [pairs]
  second: Int32Array; // [pairs]
  pFirst: Float64Array; // [pairs]
  weight: Float64Array; // [pairs]
}

/** Rows in the order in which they first occur: pair by pair, the first response before the second. */
export const indexPairs = (pairs: readonly LabelledPair[]): IndexedPairs => {
  const rows: ResponseRow[] = [];
  const positions = new Map<string, number>();
  const positionOf = ({ promptId, prompt }: LabelledPair, response: string): number => {
    const key = `${promptId}\u0000${response}`;
    const known = positions.get(key);
    if (known !== undefined) return known;
    positions.set(key, rows.length);
    return rows.push({ promptId, prompt, response }) - 1;
  };
  const positionsOfPairs = pairs.map((pair) => [positionOf(pair, pair.first), positionOf(pair, pair.second)] as const);
  return {
    first: Int32Array.from(positionsOfPairs, ([first]) => first),
    second: Int32Array.from(positionsOfPairs, ([, second]) => second),
    pFirst: Float64Array.from(pairs, (pair) => pair.pFirst),
    weight: Float64Array.from(pairs, (pair) => pair.weight),
    rows,
  };
};

/** Penalties are set against a sum over pairs: what the weights are measured in must not change how strong they are. */
export const withMeanWeightOne = (pairs: IndexedPairs): IndexedPairs => {
  const mean = pairs.weight.reduce((sum, weight) => sum + weight, 0) / pairs.weight.length;
  if (!(mean > 0)) throw new RangeError("weights of the pairs must be positive numbers");
  return { ...pairs, weight: pairs.weight.map((weight) => weight / mean) };
};

/** Pairs that say which response is better. Ties and pairs of identical texts carry no direction and are counted out. */
export const usablePairs = (pairs: readonly LabelledPair[]): { pairs: LabelledPair[]; ties: number; identical: number } => {
  const identical = pairs.filter((pair) => pair.first === pair.second);
  const ties = pairs.filter((pair) => pair.first !== pair.second && pair.pFirst === 0.5);
  return {
    pairs: pairs.filter((pair) => pair.first !== pair.second && pair.pFirst !== 0.5),
    ties: ties.length,
    identical: identical.length,
  };
};
