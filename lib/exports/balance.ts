/**
 * Weights of good and bad rows for Kahneman–Tversky optimisation, by which both classes count alike: the rarer one weighs more,
 * so that weight times count is the same on both sides (Ethayarajh et al. 2024 hold their ratio between 1 and 4/3). The rows are
 * those of the train split: a trainer weighs what it learns from, and measures the other splits as they are. Empty where a class has
 * no row. `both_labels` counts the responses with rows of either class, which different items of a prompt gave them.
 */
export const balanceOf = ({ good, bad, both }: { good: number; bad: number; both: number }): Record<string, number> => {
  if (good === 0 || bad === 0) return {};
  return {
    desirable_rows: good,
    undesirable_rows: bad,
    desirable_weight: Math.max(1, bad / good),
    undesirable_weight: Math.max(1, good / bad),
    ...(both > 0 ? { both_labels: both } : {}),
  };
};
