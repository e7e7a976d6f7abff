import { bulkDb } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

/** Whole tables, as the server itself writes and reads their rows: every value comes back bit for bit. */

export type TableShape = { name: string; columns: string[] };

const quoted = (name: string): Prisma.Sql => Prisma.raw(`"${name.replaceAll('"', '""')}"`);

export const migrationsOf = async (tx: Tx): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null order by 1`;
  return rows.map(({ name }) => name);
};

/** Every table of ours, those that others point to first; a table that points to itself counts as one. */
export const tablesOf = async (tx: Tx): Promise<TableShape[]> => {
  const tables = await tx.$queryRaw<TableShape[]>`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not in ('_prisma_migrations', '_plumbline_files')
    group by c.relname order by c.relname`;
  const arrows = await tx.$queryRaw<{ from: string; to: string }[]>`
    select f.relname as "from", t.relname as "to" from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace and f.oid <> t.oid`;
  const ordered: TableShape[] = [];
  const open = new Map(tables.map((table) => [table.name, table]));
  while (open.size > 0) {
    const ready = [...open.values()].filter(({ name }) => !arrows.some((arrow) => arrow.from === name && open.has(arrow.to)));
    if (ready.length === 0) throw new Error(`tables point to each other in a circle: ${[...open.keys()].join(", ")}`);
    for (const table of ready) {
      ordered.push(table);
      open.delete(table.name);
    }
  }
  return ordered;
};

/** One moment of the whole database for as long as `read` takes. */
export const inSnapshot = <T>(read: (tx: Tx) => Promise<T>): Promise<T> =>
  bulkDb().$transaction(read, { isolationLevel: "RepeatableRead", timeout: 12 * 3_600_000, maxWait: 60_000 });

/**
 * What is in memory at a time, on either way: a row of an item may have tens of megabytes, and neither a text of ours nor a message of
 * the server's may have a thousand of those. A row that is larger by itself goes alone.
 */
const rowsAtOnce = 1_000;
const bytesAtOnce = 16_000_000;

/** Whether rows that wait are enough to be sent. */
export const isFull = (rows: number, bytes: number): boolean => rows >= rowsAtOnce || bytes >= bytesAtOnce;

const fetchNext = <Row>(tx: Tx, cursor: string, rows: number): Promise<Row[]> =>
  tx.$queryRaw<Row[]>`fetch forward ${Prisma.raw(String(rows))} from ${Prisma.raw(cursor)}`;

/** Rows of a table as text, some at a time, in the order in which they were written. A second reading of the same rows, just ahead, tells how long they are. */
export async function* readTable(tx: Tx, name: string): AsyncGenerator<string[]> {
  // Both begin at the first row, not where another reader of the table is.
  await tx.$executeRaw`set local synchronize_seqscans = off`;
  await tx.$executeRaw`declare backup_sizes no scroll cursor for select octet_length(r::text) as bytes from ${quoted(name)} r`;
  await tx.$executeRaw`declare backup_rows no scroll cursor for select r::text as line from ${quoted(name)} r`;
  for (;;) {
    const sizes = await fetchNext<{ bytes: number }>(tx, "backup_sizes", rowsAtOnce);
    let [rows, bytes] = [0, 0];
    for (const [index, size] of sizes.entries()) {
      rows += 1;
      bytes += size.bytes;
      if (!isFull(rows, bytes) && index < sizes.length - 1) continue;
      yield (await fetchNext<{ line: string }>(tx, "backup_rows", rows)).map(({ line }) => line);
      [rows, bytes] = [0, 0];
    }
    if (sizes.length < rowsAtOnce) break;
  }
  await tx.$executeRaw`close backup_rows`;
  await tx.$executeRaw`close backup_sizes`;
}

export const insertLines = async (tx: Tx, name: string, lines: string[]): Promise<void> => {
  const table = quoted(name);
  await tx.$executeRaw`
    insert into ${table} select (read.r).* from (select line::${table} as r from unnest(${lines}::text[]) as given (line) offset 0) read`;
};

/** Names of tables that hold something. */
export const filledTables = async (tx: Tx, tables: readonly TableShape[]): Promise<string[]> => {
  const filled: string[] = [];
  for (const { name } of tables) {
    const rows = await tx.$queryRaw<unknown[]>`select 1 from ${quoted(name)} limit 1`;
    if (rows.length > 0) filled.push(name);
  }
  return filled;
};

/** Counters go on after the highest number that came in. */
export const raiseSequences = async (tx: Tx): Promise<void> => {
  const counters = await tx.$queryRaw<{ table: string; column: string; sequence: string }[]>`
    select c.relname as "table", a.attname as "column", pg_get_serial_sequence(quote_ident(c.relname), a.attname) as "sequence"
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null`;
  for (const { table, column, sequence } of counters) {
    await tx.$queryRaw`select setval(${sequence}::regclass, greatest((select max(${quoted(column)}) from ${quoted(table)}), 1))::text`;
  }
};

/** Work that was waiting or under way: its messages were not in the backup and are sent again. */
export const unfinishedJobs = async (tx: Tx): Promise<{ id: string; name: string }[]> => {
  await tx.job.updateMany({ where: { state: "running" }, data: { state: "queued", message: "Restored; waiting for a worker" } });
  return tx.job.findMany({ where: { state: "queued" }, select: { id: true, name: true } });
};
