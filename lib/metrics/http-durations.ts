/** Durations of requests to /api/v1 in this process, by operation and status, as a Prometheus histogram holds them. */

export const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

export type Histogram = { counts: number[]; sum: number; count: number };
type Series = Histogram & { operation: string; status: number };

// Next reloads modules in development and may load them twice in one process; the counts are one.
const holder = globalThis as typeof globalThis & { plumblineHttpDurations?: Map<string, Series> };
const series = (): Map<string, Series> => (holder.plumblineHttpDurations ??= new Map());

export const observeHttp = (operation: string, status: number, seconds: number): void => {
  const key = `${operation} ${status}`;
  const entry = series().get(key) ?? { operation, status, counts: buckets.map(() => 0), sum: 0, count: 0 };
  for (const [place, bound] of buckets.entries()) if (seconds <= bound) entry.counts[place] = (entry.counts[place] ?? 0) + 1;
  entry.sum += seconds;
  entry.count += 1;
  series().set(key, entry);
};

export const httpDurations = (): readonly Series[] => [...series().values()];
