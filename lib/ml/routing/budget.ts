/** What one label costs from each arm, in whole micro-dollars (1 000 000 is one dollar). */
export interface LabelPrices {
  /** All the labels of one item by people: price of a label times the overlap. */
  humanMicros: number;
  lmMicros: number;
}

/** A ceiling, never a quota: as a share of the items for people, or as money for the whole plan. */
export type RoutingBudget = { share: number } | { micros: number };

export interface BudgetSplit {
  humanItems: number;
  lmItems: number;
  costMicros: number;
}

/**
 * The largest number of items for people that stays within the budget, all others going to the language model.
 *
 * Each item needs a label, so money first pays the language model for all n, then the difference for as many people as it
 * buys; where people are cheaper than the model, everybody goes to people. Arithmetic is exact in integers.
 * @throws RangeError where the money does not pay even the cheaper arm for every item, naming what is missing.
 */
export function splitBudget(items: number, budget: RoutingBudget, prices: LabelPrices): BudgetSplit {
  assertMicros("humanMicros", prices.humanMicros);
  assertMicros("lmMicros", prices.lmMicros);
  if (!Number.isInteger(items) || items < 0) throw new RangeError(`items = ${items} must be a non-negative integer`);
  const humanItems = "share" in budget ? itemsOfShare(items, budget.share) : itemsOfMoney(items, budget.micros, prices);
  const lmItems = items - humanItems;
  return { humanItems, lmItems, costMicros: humanItems * prices.humanMicros + lmItems * prices.lmMicros };
}

function itemsOfShare(items: number, share: number): number {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`share = ${share} must lie in [0, 1]`);
  // 0.07 × 100 is 7.000000000000001 in binary: the small allowance keeps a share that divides evenly from losing an item.
  return Math.min(items, Math.floor(share * items + 1e-9));
}

function itemsOfMoney(items: number, micros: number, { humanMicros, lmMicros }: LabelPrices): number {
  assertMicros("micros", micros);
  const cheapest = items * Math.min(humanMicros, lmMicros);
  if (micros < cheapest) throw new RangeError(`micros = ${micros} does not pay for ${items} labels: at least ${cheapest} is needed`);
  const difference = humanMicros - lmMicros;
  if (difference <= 0) return items;
  return Math.min(items, Math.floor((micros - items * lmMicros) / difference));
}

function assertMicros(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`${name} = ${value} must be a non-negative whole number of micro-dollars`);
}
