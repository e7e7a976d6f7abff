import type { VersionView } from "@/lib/reward-models/schema";

/** A common scale for the accuracies of all versions: their intervals and baselines with a little room, on whole tens of per cent. */
export const accuracyDomain = (versions: readonly VersionView[]): [number, number] => {
  const ends = versions.flatMap(({ metrics }) =>
    [metrics?.accuracy, metrics?.longerWins].flatMap((estimate) =>
      estimate?.value === null || estimate === undefined ? [] : [estimate.value, ...(estimate.ci ?? [])],
    ),
  );
  if (ends.length === 0) return [0.5, 1];
  return [Math.floor(Math.min(...ends) * 10) / 10, Math.ceil(Math.max(...ends) * 10) / 10];
};
