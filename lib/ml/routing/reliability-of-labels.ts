/** One unit that several sources answered: who of the people answered, and whether with what the judge said. */
export type HeldAgainst = readonly { person: string; agrees: boolean }[];

/** Units are left out in so many groups to learn how far chance moves the figure. */
const GROUPS = 20;
/** The judge must be this many standard errors above chance to tell people apart. */
const CLEARLY = 3;

/**
 * How much more reliable, above chance, people are where all labels count than where pairs of them do, which is what their agreement
 * measures. With s_x = (Kρ_x − 1) / (K − 1) for a person of reliability ρ_x, errors independent and spread evenly over K − 1 wrong classes,
 * two people agree above chance by s_x s_y, and a person with the judge by s_x s_j: the judge, who answered everything, tells what the
 * s are to each other, whoever met whom. So
 *
 *   ratio = mean of s_x over units (each unit's people alike) / √(mean of s_x s_y over pairs),
 *
 * in which s_j cancels. 1 where people are alike as far as their numbers of labels tell, or where the judge is hardly above chance. Each
 * s_x is drawn to the mean by its own noise: τ² / (τ² + v_x), τ² the variance between people.
 *
 * @returns ratio and its standard error (jackknife over groups of units); {1, 0} where nothing is told.
 * Cost: pairs. Source: the one-coin model of Dawid and Skene (1979), doi:10.2307/2346806, by moments; τ² by DerSimonian and Laird
 * (1986), doi:10.1016/0197-2456(86)90046-2.
 */
export function labelsOverPairs(units: readonly HeldAgainst[], classes: number): { ratio: number; standardError: number } {
  const ratio = ratioOf(units, classes);
  if (ratio === null) return { ratio: 1, standardError: 0 };
  const without = Array.from({ length: GROUPS }, (_, group) =>
    ratioOf(
      units.filter((__, index) => index % GROUPS !== group),
      classes,
    ),
  );
  const left = without.map((value) => value ?? 1);
  const mean = left.reduce((sum, value) => sum + value, 0) / GROUPS;
  const squares = left.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { ratio, standardError: Math.sqrt(((GROUPS - 1) / GROUPS) * squares) };
}

/**
 * How far above chance each person is, as a multiple of what labels are in the mean (each unit's people alike): s_x over the numerator of
 * {@link labelsOverPairs}. Empty where people are alike as far as can be told: each is then worth 1.
 */
export function strengthOverLabels(units: readonly HeldAgainst[], classes: number): Map<string, number> {
  const strengths = strengthsOf(units, classes) ?? new Map<string, number>();
  const answered = units.filter((unit) => unit.length > 0);
  const ofUnit = (unit: HeldAgainst): number => unit.reduce((sum, { person }) => sum + (strengths.get(person) ?? 0), 0) / unit.length;
  const mean = answered.reduce((sum, unit) => sum + ofUnit(unit), 0) / answered.length;
  return mean > 0 ? new Map([...strengths].map(([person, value]) => [person, Math.max(0, value) / mean])) : new Map();
}

/** The ratio; null where people are alike as far as can be told, or nobody met anybody. */
function ratioOf(units: readonly HeldAgainst[], classes: number): number | null {
  const strengths = strengthsOf(units, classes);
  if (strengths === null) return null;
  let labels = 0;
  let answered = 0;
  let products = 0;
  let pairs = 0;
  for (const unit of units) {
    const known = unit.map(({ person }) => strengths.get(person) ?? 0);
    if (known.length === 0) continue;
    const sum = known.reduce((total, value) => total + value, 0);
    labels += sum / known.length;
    answered += 1;
    // Σ over pairs of s_x s_y
    products += (sum ** 2 - known.reduce((total, value) => total + value ** 2, 0)) / 2;
    pairs += (known.length * (known.length - 1)) / 2;
  }
  return pairs > 0 && products > 0 && labels > 0 ? labels / answered / Math.sqrt(products / pairs) : null;
}

/** s_x s_j of each person, drawn to the mean; null where they are alike, or the judge tells nothing. */
function strengthsOf(units: readonly HeldAgainst[], classes: number): Map<string, number> | null {
  const tallies = new Map<string, { labels: number; agreeing: number }>();
  for (const { person, agrees } of units.flat()) {
    const tally = tallies.get(person) ?? { labels: 0, agreeing: 0 };
    tallies.set(person, { labels: tally.labels + 1, agreeing: tally.agreeing + (agrees ? 1 : 0) });
  }
  const all = [...tallies.values()];
  const labels = all.reduce((sum, tally) => sum + tally.labels, 0);
  const p = all.reduce((sum, tally) => sum + tally.agreeing, 0) / labels;
  const scale = classes / (classes - 1);
  const aboveChance = (share: number): number => (classes * share - 1) / (classes - 1);
  if (all.length < 2 || !(aboveChance(p) > CLEARLY * scale * Math.sqrt((p * (1 - p)) / labels))) return null;
  const people = [...tallies].map(([person, tally]) => {
    const variance = (scale ** 2 * p * (1 - p)) / tally.labels;
    return { person, value: aboveChance(tally.agreeing / tally.labels), variance };
  });
  const weighted = (weightOf: (variance: number) => number): { mean: number; sum: number; squares: number } => {
    const weights = people.map(({ variance }) => weightOf(variance));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const mean = people.reduce((total, { value }, index) => total + (weights[index] ?? 0) * value, 0) / sum;
    return { mean, sum, squares: weights.reduce((total, weight) => total + weight ** 2, 0) };
  };
  const fixed = weighted((variance) => 1 / variance);
  const spread = people.reduce((sum, { value, variance }) => sum + (value - fixed.mean) ** 2 / variance, 0);
  const between = (spread - (people.length - 1)) / (fixed.sum - fixed.squares / fixed.sum);
  if (!(between > 0)) return null;
  const { mean } = weighted((variance) => 1 / (between + variance));
  return new Map(people.map(({ person, value, variance }) => [person, mean + (between / (between + variance)) * (value - mean)]));
}
