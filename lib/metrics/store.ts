import { db } from "@/lib/db";

/** Upper bounds of job durations, seconds. */
export const jobBuckets = [1, 5, 15, 60, 300, 900, 3_600, 14_400] as const;

export type JobDurations = { name: string; state: string; counts: number[]; sum: number; count: number };

export const jobStates = async (): Promise<{ name: string; state: string; n: number }[]> =>
  db().$queryRaw`select name, state, count(*)::int as n from job group by name, state order by name, state`;

/** Of all jobs that ended, so that the counts only grow and every process tells the same. */
export const jobDurations = async (): Promise<JobDurations[]> => {
  const rows = await db().$queryRaw<{ name: string; state: string; bound: number; within: number; sum: number; count: number }[]>`
    with ended as (
      select name, state, greatest(extract(epoch from finished_at - started_at), 0)::float8 as seconds from job
      where started_at is not null and finished_at is not null)
    select e.name, e.state, b.bound, count(*) filter (where e.seconds <= b.bound)::int as within, sum(e.seconds) as sum, count(*)::int as count
    from ended e cross join unnest(${[...jobBuckets]}::float8[]) b(bound)
    group by e.name, e.state, b.bound order by e.name, e.state, b.bound`;
  const series = new Map<string, JobDurations>();
  for (const { name, state, within, sum, count } of rows) {
    const entry = series.get(`${name} ${state}`) ?? { name, state, counts: [], sum, count };
    entry.counts.push(within);
    series.set(`${name} ${state}`, entry);
  }
  return [...series.values()];
};

export type Gauges = {
  oldestQueuedSeconds: number;
  leases: number;
  openSlots: number;
  annotationsWritten: number;
  deliveriesWaiting: number;
};

/** Rows of annotations are counted by the server's own statistics: counting millions at each look would cost more than it tells. */
export const gauges = async (): Promise<Gauges> => {
  const rows = await db().$queryRaw<Gauges[]>`
    select coalesce((select extract(epoch from now() - min(created_at)) from job where state = 'queued'), 0)::float8 as "oldestQueuedSeconds",
      (select count(*)::int from slot where state = 'leased') as leases,
      (select count(*)::int from slot where state = 'open') as "openSlots",
      coalesce((select n_tup_ins from pg_stat_user_tables where relname = 'annotation' and schemaname = 'public'), 0)::float8 as "annotationsWritten",
      (select count(*)::int from webhook_delivery where state = 'waiting') as "deliveriesWaiting"`;
  const row = rows[0];
  if (!row) throw new RangeError("a query without conditions gave no row");
  return row;
};
