import { AppError } from "@/lib/errors";
import { splitBudget } from "@/lib/ml/routing/budget";
import type { BudgetSplit } from "@/lib/ml/routing/budget";
import type { Budget, Prices } from "@/lib/routing/schema";

/** What one item costs in each arm: people answer it `overlap` times, the judge once. Whole micro-dollars. */
export const priceAnItem = (prices: Prices, overlap: number): Prices => ({
  humanMicros: prices.humanMicros * overlap,
  lmMicros: prices.lmMicros,
});

/** @throws AppError invalid_input where so many items at such a price cost more than numbers count exactly */
export const requireCountable = (items: number, mostAnItem: number): void => {
  if (Number.isSafeInteger(items * mostAnItem)) return;
  throw new AppError("invalid_input", {
    userMessage: `${items} labels at such prices cost more than can be counted to the micro-dollar. Prices are whole micro-dollars: 1000000 is one dollar.`,
  });
};

/** As many items for people as the budget holds, never one micro-dollar more. @throws AppError refused where it does not even pay the judge */
export const spendBudget = (items: number, budget: Budget, prices: Prices, overlap: number): BudgetSplit => {
  const each = priceAnItem(prices, overlap);
  requireCountable(items, Math.max(each.humanMicros, each.lmMicros));
  const least = items * Math.min(each.humanMicros, each.lmMicros);
  if ("micros" in budget && budget.micros < least) {
    throw new AppError("refused", {
      userMessage: `A budget of ${budget.micros} micro-dollars does not pay for ${items} labels: the cheaper arm alone costs ${least}. Raise it to at least that, or route fewer items.`,
    });
  }
  return splitBudget(items, budget, each);
};
