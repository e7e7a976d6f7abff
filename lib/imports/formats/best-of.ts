type Choice = number | "tie" | "both-bad" | "cannot-compare";
type Verdict = { choice: Choice; strength?: number };
type Label = Verdict & { pair?: [number, number] };

/**
 * A verdict on several responses as choices between two: the best one is better than each of the others, of which nothing is told;
 * what is said of all holds of each two.
 */
export const bestOf = (verdict: Verdict, count: number): Label[] => {
  if (count < 3) return [verdict];
  const { choice } = verdict;
  const all = Array.from({ length: count }, (_, ordinal) => ordinal);
  const pairs = all.flatMap((first) => all.slice(first + 1).map((second): [number, number] => [first, second]));
  return pairs.filter((pair) => typeof choice === "string" || pair.includes(choice)).map((pair) => ({ choice, pair }));
};
