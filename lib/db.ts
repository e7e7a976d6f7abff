import "server-only";
import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "@/lib/env";
import { PrismaClient } from "@/lib/generated/prisma/client";
import type { Prisma } from "@/lib/generated/prisma/client";

export type Db = PrismaClient;
/** What a store needs: the client or an open transaction. */
export type Tx = Prisma.TransactionClient;

/**
 * Statements that begin with this comment are planned once a connection instead of at each use: those that every request of
 * the desk makes. Not all of them, because lists of varying length would each leave a plan behind.
 */
const preparedMark = /^\s*\/\* prepared \*\//;
const named = new Map<string, string>();
const statementName = ({ sql }: { sql: string }): string => {
  if (!preparedMark.test(sql)) return "";
  const name = named.get(sql) ?? `desk_${createHash("sha256").update(sql).digest("hex").slice(0, 24)}`;
  named.set(sql, name);
  return name;
};

const create = (settings: { connections: number; queryPlanCacheMaxSize?: number }): PrismaClient =>
  new PrismaClient({
    ...(settings.queryPlanCacheMaxSize === undefined ? {} : { queryPlanCacheMaxSize: settings.queryPlanCacheMaxSize }),
    adapter: new PrismaPg(
      {
        connectionString: env().DATABASE_URL,
        max: settings.connections,
        connectionTimeoutMillis: 5_000,
        idleTimeoutMillis: 30_000,
      },
      { statementNameGenerator: statementName },
    ),
    transactionOptions: { maxWait: 10_000, timeout: 60_000 },
  });

// Next reloads modules in development; one pool must survive that.
const holder = globalThis as typeof globalThis & { plumblineDb?: PrismaClient; plumblineBulkDb?: PrismaClient };

/** The one Prisma client, opened at first use. */
export const db = (): PrismaClient => {
  holder.plumblineDb ??= create({ connections: env().DATABASE_POOL });
  return holder.plumblineDb;
};

/**
 * A client for statements whose parameters are megabytes of rows. The other one remembers the plans of its last hundred
 * statements, and for SQL of our own the parameters are part of what it remembers.
 */
export const bulkDb = (): PrismaClient => {
  holder.plumblineBulkDb ??= create({ connections: 2, queryPlanCacheMaxSize: 0 });
  return holder.plumblineBulkDb;
};

export const closeDb = async (): Promise<void> => {
  await Promise.all([holder.plumblineDb?.$disconnect(), holder.plumblineBulkDb?.$disconnect()]);
  delete holder.plumblineDb;
  delete holder.plumblineBulkDb;
};

/** The database's clock at this moment (not at the transaction's start): leases, fences and limits go by it. */
export const databaseNow = async (tx: Tx): Promise<Date> => {
  const rows = await tx.$queryRaw<{ now: Date }[]>`select clock_timestamp() as now`;
  const now = rows[0]?.now;
  if (!now) throw new Error("the database gave no time");
  return now;
};
