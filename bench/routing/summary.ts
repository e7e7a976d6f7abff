/** Mean over runs with a 95 % interval by Student's t; the runs are draws of the whole experiment. */
export type Summary = { mean: number; ci: [number, number] | null; runs: number };

/** 97.5 % points of Student's t by degrees of freedom, 1 … 30; 1.96 beyond is near enough. */
const points = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086,
  2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

const rounded = (value: number): number => Math.round(value * 1e5) / 1e5;

export const summarise = (values: readonly number[]): Summary => {
  const runs = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, runs);
  if (runs < 2) return { mean: rounded(mean), ci: null, runs };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (runs - 1);
  const half = (points[runs - 2] ?? 2) * Math.sqrt(variance / runs);
  return { mean: rounded(mean), ci: [rounded(mean - half), rounded(mean + half)], runs };
};

export const minusEach = (a: readonly number[], b: readonly number[]): number[] => a.map((value, index) => value - (b[index] ?? 0));
