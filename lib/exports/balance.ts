/**
 * Weights of good and bad rows for Kahneman–Tversky optimisation, by which both classes count alike: the rarer one weighs more,
 * so that weight times count is the same on both sides (Ethayarajh et al. 2024 hold their ratio between 1 and 4/3). The rows are
 * those of the train split: a trainer weighs what it learns from, and measures the other splits as they are. Empty where a class has
 * no row.
 */
export const balanceOf = ({ good, bad }: { good: number; bad: number }): Record<string, number> => {
  if (good === 0 || bad === 0) return {};
  return {
    desirable_rows: good,
    undesirable_rows: bad,
    desirable_weight: Math.max(1, bad / good),
    undesirable_weight: Math.max(1, good / bad),
  };
};
