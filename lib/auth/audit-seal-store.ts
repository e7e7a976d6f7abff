import { Prisma } from "@/lib/generated/prisma/client";
import { db } from "@/lib/db";

/** Everything that an event says, as one unambiguous text. Changing it breaks every seal made before. */
const eventText = Prisma.sql`jsonb_build_array(e.id, e.workspace_id, e.project_id, e.actor_kind, e.actor_id, e.action, e.subject_id, e.detail,
  (extract(epoch from e.at) * 1000000)::bigint)::text`;

const blockHash = (previous: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`encode(sha256(convert_to(${previous} || string_agg(${eventText}, E'\\n' order by e.id), 'UTF8')), 'hex')`;

/** Bounds the memory that one block takes on the server. */
const eventsInBlock = 5_000;

export const workspacesToSeal = async (): Promise<string[]> => {
  const rows = await db().$queryRaw<{ id: string }[]>`
    select w.id from workspace w where exists (select from audit_event e where e.workspace_id = w.id and e.seal_id is null)`;
  return rows.map(({ id }) => id);
};

/**
 * Makes one block of the oldest events that are in none. An event whose transaction is still open is not seen and comes into a
 * later block, whatever its number.
 * @returns how many events the block holds
 */
export const sealBlock = async (workspaceId: string): Promise<number> =>
  db().$transaction(async (tx) => {
    // One sealer at a time: two would both continue from the same end of the chain.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('audit-seal:' || ${workspaceId}, 0))`;
    return tx.$executeRaw`
      with fresh as (
        select * from audit_event where workspace_id = ${workspaceId} and seal_id is null order by id limit ${eventsInBlock}),
      chain as (
        select coalesce((select s.hash from audit_seal s where s.workspace_id = ${workspaceId} order by s.id desc limit 1), '') as tail),
      block as (
        insert into audit_seal (workspace_id, previous, hash, events)
        select ${workspaceId}, max(chain.tail), ${blockHash(Prisma.sql`max(chain.tail)`)}, count(*)
        from fresh e, chain having count(*) > 0
        returning id)
      update audit_event set seal_id = block.id from block where audit_event.id in (select id from fresh)`;
  });

export type BrokenBlock = {
  block: string;
  sealedAt: Date;
  /** the entries that it holds now, by their numbers; null where it holds none any more */
  from: string | null;
  to: string | null;
  /** it does not follow from the block before */
  unlinked: boolean;
};

type Chain = {
  /** entries whose blocks were recomputed */
  checked: number;
  /** the newest block, for whoever keeps its hash elsewhere */
  last: { block: string; hash: string; sealedAt: string } | null;
  broken: BrokenBlock[];
};

/**
 * Recomputes every block: those that no longer hold what they were sealed over, or do not follow from the block before.
 * @param after the entries of blocks up to this one are not read; whether they follow from each other is looked at all the same
 */
export const recomputeChain = async (workspaceId: string, after = 0n): Promise<Chain> => {
  const [row] = await db().$queryRaw<
    { checked: number; last: Chain["last"]; broken: (Omit<BrokenBlock, "sealedAt"> & { sealedAt: string })[] }[]
  >`
    with rebuilt as (
      select e.seal_id, count(*) as events, ${blockHash(Prisma.sql`max(s.previous)`)} as hash, min(e.id) as low, max(e.id) as high
      from audit_event e join audit_seal s on s.id = e.seal_id
      where s.workspace_id = ${workspaceId} and e.seal_id > ${after} group by e.seal_id),
    chained as (
      select s.*, coalesce(lag(s.hash) over (order by s.id), '') as before from audit_seal s where s.workspace_id = ${workspaceId}),
    judged as (
      select c.*, r.low, r.high, c.previous <> c.before as unlinked,
        c.id > ${after} and (r.events is distinct from c.events or r.hash is distinct from c.hash) as altered
      from chained c left join rebuilt r on r.seal_id = c.id)
    select coalesce(sum(j.events) filter (where j.id > ${after}), 0)::int as checked,
      (select json_build_object('block', t.id::text, 'hash', t.hash, 'sealedAt', t.at) from chained t order by t.id desc limit 1) as last,
      coalesce(json_agg(json_build_object('block', j.id::text, 'sealedAt', j.at, 'from', j.low::text, 'to', j.high::text, 'unlinked', j.unlinked)
        order by j.id) filter (where j.unlinked or j.altered), '[]') as broken
    from judged j`;
  if (!row) throw new RangeError("an aggregate without a group gave no row");
  return { ...row, broken: row.broken.map((block) => ({ ...block, sealedAt: new Date(block.sealedAt) })) };
};

/** The last entry before the first broken block and before any that waits to be sealed, and how many wait. */
export const wholeUpTo = async (workspaceId: string, firstBroken: string | null): Promise<{ entry: string | null; waiting: number }> => {
  const broken = firstBroken === null ? null : BigInt(firstBroken);
  const [row] = await db().$queryRaw<{ entry: string | null; waiting: number }[]>`
    with outside as (
      select least(
        (select min(id) from audit_event where workspace_id = ${workspaceId} and seal_id is null),
        (select min(id) from audit_event where workspace_id = ${workspaceId} and seal_id >= ${broken}::bigint)) as first)
    select (select e.id::text from audit_event e where e.workspace_id = ${workspaceId}
        and e.seal_id < coalesce(${broken}::bigint, 9223372036854775807)
        and e.id < coalesce((select first from outside), 9223372036854775807) order by e.id desc limit 1) as entry,
      (select count(*)::int from audit_event where workspace_id = ${workspaceId} and seal_id is null) as waiting`;
  return row ?? { entry: null, waiting: 0 };
};

/** Whether a block of that hash is in the chain. */
export const hasBlock = async (workspaceId: string, { block, hash }: { block: string; hash: string }): Promise<boolean> =>
  (await db().auditSeal.count({ where: { workspaceId, id: BigInt(block), hash } })) > 0;
