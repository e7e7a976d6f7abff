import { addAt, intAt, realAt } from "../math/access";

export interface TreeNode {
  /** Column and threshold of an inner node (left: value ≤ threshold); −1 for a leaf. */
  column: number;
  threshold: number;
  left: number;
  right: number;
  value: number;
}

export interface BoostedTreesFit {
  offset: number;
  rate: number;
  trees: TreeNode[][];
}

/**
 * 100 rounds at rate 0.1 with 31 leaves, as published. 20 rows a leaf is the usual guard of such libraries; fewer than 80 rows would
 * then hardly be split, and fewer than 40 not at all, so that there a leaf needs a quarter of them, at least 2.
 */
const ROUNDS = 100;
const RATE = 0.1;
const MAX_LEAVES = 31;
const MOST_LEAF_ROWS = 20;
const leastRows = (n: number): number => Math.min(MOST_LEAF_ROWS, Math.max(2, Math.floor(n / 4)));

/**
 * Gradient boosting of regression trees for squared error: each tree, grown leaf by leaf at the largest gain, fits the
 * residuals of those before it. With fewer than 4 rows no split is allowed and the prediction is the mean.
 * Source: J. H. Friedman (2001), doi:10.1214/aos/1013203451, algorithm 2; best-first growth: Ke et al. (2017), NeurIPS 30.
 *
 * @param x // [n, d] row-major
 */
export function fitBoostedTrees(x: Float64Array, n: number, d: number, y: Float64Array): BoostedTreesFit {
  const offset = y.reduce((sum, value) => sum + value, 0) / n;
  const residual = y.map((value) => value - offset);
  const sorted = Array.from({ length: d }, (_, column) =>
    Int32Array.from({ length: n }, (_row, row) => row).sort((a, b) => realAt(x, a * d + column) - realAt(x, b * d + column)),
  );
  const trees: TreeNode[][] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { nodes, leafOfRow } = growTree(x, n, d, residual, sorted);
    if (nodes.length === 1) break;
    trees.push(nodes);
    for (let row = 0; row < n; row += 1) addAt(residual, row, -RATE * (nodes[intAt(leafOfRow, row)]?.value ?? 0));
  }
  return { offset, rate: RATE, trees };
}

/** ŷ at one row u // [d]. */
export function predictBoostedTrees(fit: BoostedTreesFit, u: Float64Array): number {
  let sum = fit.offset;
  for (const nodes of fit.trees) {
    let node = nodes[0];
    while (node !== undefined && node.column >= 0) node = nodes[realAt(u, node.column) <= node.threshold ? node.left : node.right];
    sum += fit.rate * (node?.value ?? 0);
  }
  return sum;
}

/** The middle of two numbers that follow each other, below the upper one: halves of neighbouring doubles round up to it. */
function between(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  return middle < high ? middle : low;
}

interface Split {
  gain: number;
  column: number;
  threshold: number;
}

function growTree(x: Float64Array, n: number, d: number, residual: Float64Array, sorted: readonly Int32Array[]) {
  const leafOfRow = new Int32Array(n);
  const nodes: TreeNode[] = [leaf(residual.reduce((sum, value) => sum + value, 0) / n)];
  const candidates = new Map<number, Split>();
  const least = leastRows(n);
  const consider = (node: number) => {
    const split = bestSplit(x, d, residual, sorted, leafOfRow, node, least);
    if (split !== null) candidates.set(node, split);
  };
  consider(0);
  for (let leaves = 1; leaves < MAX_LEAVES && candidates.size > 0; leaves += 1) {
    const [node, split] = [...candidates].reduce((best, entry) => (entry[1].gain > best[1].gain ? entry : best));
    candidates.delete(node);
    const left = nodes.length;
    const sums = [0, 0, 0, 0];
    for (let row = 0; row < n; row += 1) {
      if (intAt(leafOfRow, row) !== node) continue;
      const side = realAt(x, row * d + split.column) <= split.threshold ? 0 : 1;
      leafOfRow[row] = left + side;
      sums[side] = (sums[side] ?? 0) + realAt(residual, row);
      sums[2 + side] = (sums[2 + side] ?? 0) + 1;
    }
    nodes[node] = { column: split.column, threshold: split.threshold, left, right: left + 1, value: 0 };
    nodes.push(leaf((sums[0] ?? 0) / (sums[2] ?? 1)), leaf((sums[1] ?? 0) / (sums[3] ?? 1)));
    consider(left);
    consider(left + 1);
  }
  return { nodes, leafOfRow };
}

function leaf(value: number): TreeNode {
  return { column: -1, threshold: 0, left: -1, right: -1, value };
}

function bestSplit(
  x: Float64Array,
  d: number,
  residual: Float64Array,
  sorted: readonly Int32Array[],
  leafOfRow: Int32Array,
  node: number,
  least: number,
): Split | null {
  let total = 0;
  let count = 0;
  leafOfRow.forEach((at, row) => {
    if (at !== node) return;
    total += realAt(residual, row);
    count += 1;
  });
  if (count < 2 * least) return null;
  let best: Split | null = null;
  sorted.forEach((order, column) => {
    let sum = 0;
    let seen = 0;
    let previous = 0;
    for (const row of order) {
      if (intAt(leafOfRow, row) !== node) continue;
      const value = realAt(x, row * d + column);
      if (seen >= least && count - seen >= least && value > previous) {
        const gain = (sum * sum) / seen + (total - sum) ** 2 / (count - seen) - (total * total) / count;
        if (gain > 1e-15 && (best === null || gain > best.gain)) best = { gain, column, threshold: between(previous, value) };
      }
      sum += realAt(residual, row);
      seen += 1;
      previous = value;
    }
  });
  return best;
}
