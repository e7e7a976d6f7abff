import { db } from "@/lib/db";

/** What is taken of a window: more than the bound where the last ones were asked for at once. `window` tells it from the next one. */
export type Claim = { taken: number; window: number; secondsLeft: number };

/** Takes a portion of what may be done in a window; the first of a window begins it. Time is the database's. */
export const claimAllowance = async (id: string, portion: number, windowSeconds: number): Promise<Claim> => {
  const [row] = await db().$queryRaw<Claim[]>`
    insert into api_allowance (id, ends_at, taken) values (${id}, clock_timestamp() + make_interval(secs => ${windowSeconds}), ${portion})
    on conflict (id) do update set
      taken = case when api_allowance.ends_at <= clock_timestamp() then excluded.taken else api_allowance.taken + excluded.taken end,
      ends_at = case when api_allowance.ends_at <= clock_timestamp() then excluded.ends_at else api_allowance.ends_at end
    returning taken, extract(epoch from ends_at)::float8 as "window", extract(epoch from ends_at - clock_timestamp())::float8 as "secondsLeft"`;
  if (!row) throw new Error("the count of requests answered nothing");
  return row;
};

/** What is taken of the window that runs; nothing where none does. */
export const takenOf = async (id: string): Promise<number> => {
  const [row] = await db().$queryRaw<{ taken: number }[]>`
    select taken from api_allowance where id = ${id} and ends_at > clock_timestamp()`;
  return row?.taken ?? 0;
};

/** Puts back what was not needed, into the window that it was taken from. */
export const returnAllowance = async (id: string, window: number, portion: number): Promise<void> => {
  await db().$executeRaw`
    update api_allowance set taken = taken - ${portion} where id = ${id} and extract(epoch from ends_at)::float8 = ${window}`;
};

export const deleteOldAllowances = async (): Promise<number> => db().$executeRaw`delete from api_allowance where ends_at < now()`;
