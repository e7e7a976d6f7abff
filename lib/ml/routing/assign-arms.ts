/** What may be done with one item: leave it to an arm, at a price, for what that is expected to gain. */
export interface ArmOption {
  arm: number;
  /** Answers that the arm is expected to give. */
  labels: number;
  /** Of the money or of whatever the budget is counted in. */
  cost: number;
  /** Expected labels put right minus broken, against the item's first option. */
  gain: number;
}

export interface ArmLimits {
  /** In the unit of the options' costs; Infinity where nothing limits it. */
  budget: number;
  /** Answers that each arm can give; Infinity where nothing limits them. // [arms] */
  capacity: Float64Array;
}

export interface Assignment {
  /** Index of the option chosen for each item. // [n] */
  chosen: Int32Array;
  /** Gain per unit of cost of the item's last step; 0 for items that stay where they were. // [n] */
  slope: Float64Array;
  cost: number;
  gain: number;
  /** Answers taken of each arm. // [arms] */
  used: Float64Array;
}

interface Step {
  item: number;
  from: number;
  to: number;
  slope: number;
}

const SLACK = 1e-9;

/**
 * Gives each item to one of its options so that the expected gain is as large as the budget and the arms' capacities allow: the
 * multiple-choice knapsack by its efficient steps. All items begin with their first option, which must be the free one to fall back
 * on; the step with the most gain per cost is taken next, as long as money and capacity hold, and an item whose arm is full steps to
 * the best other one. Without capacities this is the greedy solution of the linear relaxation, short of the optimum by less than one
 * step; with them it is a heuristic (the tests hold it against all assignments of small problems).
 *
 * @param options of each item, the first one's gain 0. // n × options
 * @throws RangeError where even the first options are beyond the budget, or a first option's capacity
 * Cost: n K² log n for K options. Source: Sinha and Zoltners (1979), doi:10.1287/opre.27.3.503.
 */
export function assignArms(options: readonly (readonly ArmOption[])[], { budget, capacity }: ArmLimits): Assignment {
  if (!(budget >= 0)) throw new RangeError(`budget = ${budget} must not be negative`);
  const chosen = new Int32Array(options.length);
  const slope = new Float64Array(options.length);
  const used = new Float64Array(capacity.length);
  let cost = 0;
  let gain = 0;
  const take = (option: ArmOption, sign: 1 | -1): void => {
    used[option.arm] = (used[option.arm] ?? 0) + sign * option.labels;
    cost += sign * option.cost;
    gain += sign * option.gain;
  };
  for (const [item, own] of options.entries()) {
    const [first] = own;
    if (!first) throw new RangeError(`options: item ${item} has none`);
    take(first, 1);
  }
  if (cost > budget * (1 + SLACK)) throw new RangeError(`budget = ${budget} does not hold the first options, which cost ${cost}`);
  const fits = (from: ArmOption, to: ArmOption): boolean =>
    cost - from.cost + to.cost <= budget + SLACK * Math.max(1, budget) &&
    (used[to.arm] ?? 0) - (to.arm === from.arm ? from.labels : 0) + to.labels <= (capacity[to.arm] ?? 0) + SLACK;
  const bestStep = (item: number): Step | null => {
    const from = chosen[item] ?? 0;
    const own = options[item] ?? [];
    const here = own[from];
    let best: Step | null = null;
    if (!here) return null;
    for (const [to, option] of own.entries()) {
      const more = option.gain - here.gain;
      if (!(more > 0) || !fits(here, option)) continue;
      const price = option.cost - here.cost;
      const value = price > 0 ? more / price : Infinity;
      // Of two that save money or cost nothing, the one that gains more.
      if (best === null || value > best.slope || (value === best.slope && more > (own[best.to]?.gain ?? 0) - here.gain))
        best = { item, from, to, slope: value };
    }
    return best;
  };
  const heap = stepHeap();
  const push = (item: number): void => {
    const step = bestStep(item);
    if (step) heap.push(step);
  };
  for (const item of options.keys()) push(item);
  for (let step = heap.pop(); step !== null; step = heap.pop()) {
    const own = options[step.item] ?? [];
    const [from, to] = [own[step.from], own[step.to]];
    if (from && to && fits(from, to)) {
      take(from, -1);
      take(to, 1);
      chosen[step.item] = step.to;
      slope[step.item] = step.slope;
    }
    // Taken, or no longer possible: either way what is best for the item now may be another step.
    push(step.item);
  }
  return { chosen, slope, cost, gain, used };
}

/** Steps by slope, the steepest first, equal ones by item, so that a plan repeats itself. */
function stepHeap(): { push: (step: Step) => void; pop: () => Step | null } {
  const heap: Step[] = [];
  const before = (a: Step, b: Step): boolean => a.slope > b.slope || (a.slope === b.slope && a.item < b.item);
  const swap = (i: number, j: number): void => {
    const [a, b] = [heap[i], heap[j]];
    if (a && b) [heap[i], heap[j]] = [b, a];
  };
  const above = (i: number, j: number): boolean => {
    const [a, b] = [heap[i], heap[j]];
    return a !== undefined && b !== undefined && before(a, b);
  };
  return {
    push: (step) => {
      heap.push(step);
      for (let at = heap.length - 1; at > 0;) {
        const parent = (at - 1) >> 1;
        if (!above(at, parent)) break;
        swap(at, parent);
        at = parent;
      }
    },
    pop: () => {
      const top = heap[0];
      const last = heap.pop();
      if (top === undefined || last === undefined) return null;
      if (heap.length === 0) return top;
      heap[0] = last;
      for (let at = 0; ;) {
        const left = 2 * at + 1;
        const child = left + 1 < heap.length && above(left + 1, left) ? left + 1 : left;
        if (child >= heap.length || !above(child, at)) break;
        swap(at, child);
        at = child;
      }
      return top;
    },
  };
}
