import type { Tx } from "@/lib/db";

/**
 * The time by the database's clock. What is compared between hosts, or decides which of two came last, is told by it: clocks of hosts
 * may be minutes apart.
 */
export const databaseNow = async (tx: Tx): Promise<Date> => {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`select clock_timestamp() as now`;
  if (!row) throw new Error("the database gave no time");
  return row.now;
};
