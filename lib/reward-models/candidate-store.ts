import { bulkDb, db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { inChunks } from "@/lib/in-chunks";

/** Candidates of a project: their texts, what their items are called, and the scores that versions gave them. */

export type ScoreRow = { candidateId: string; score: number; members: number[] };

/** Whose scores they are: a finished version's, whose files give the same to whoever asks, or those of a try at its training. */
export type Scorer = { versionId: string; startedAt?: Date };

/** The version's row, held: whoever begins another try waits until what is written here is there, and then finds it. */
const heldBy = ({ versionId, startedAt }: Scorer): Prisma.Sql =>
  startedAt
    ? Prisma.sql`select id from reward_model_version where id = ${versionId} and state = 'running' and started_at = ${startedAt} for share`
    : Prisma.sql`select id from reward_model_version where id = ${versionId} and state = 'done' for share`;

/** @returns whether they could be written: false where the version is not, or no longer, this scorer's */
export const saveScores = async (scorer: Scorer, scores: readonly ScoreRow[]): Promise<boolean> => {
  for (const rows of inChunks(scores, 4_000)) {
    const held = await bulkDb().$queryRaw<unknown[]>`
      with held as materialized (${heldBy(scorer)}), put as (
        insert into candidate_score (version_id, candidate_id, score, members)
        select held.id, r."candidateId", r.score, r.members
        from held, json_to_recordset(${JSON.stringify(rows)}::json) as r("candidateId" text, score float8, members float8[])
        on conflict do nothing)
      select id from held`;
    if (held.length === 0) return false;
  }
  return true;
};

/**
 * Drops what a version has scored that is not done: a try that came to no model may have learned from other labels, and the next one
 * would leave its scores standing. A try that another one has followed drops nothing.
 */
export const dropScores = async ({ versionId, startedAt }: Scorer): Promise<void> => {
  const mine = startedAt ? Prisma.sql`and started_at = ${startedAt}` : Prisma.empty;
  await bulkDb().$executeRaw`
    delete from candidate_score
    where version_id = (select id from reward_model_version where id = ${versionId} and state <> 'done' ${mine} for share)`;
};

export type CandidateText = {
  id: string;
  itemId: string;
  /** the item's place in the project */
  position: number;
  promptHash: string;
  prompt: Prisma.JsonValue;
  text: string;
  ordinal: number;
  model: string | null;
  /** what the item's file says it is about */
  domain: string | null;
};

/** The first of the usual names under which files say what an item is about; else where it comes from. */
const domainOfItem = Prisma.sql`coalesce(i.meta->>'domain', i.meta->>'category', i.meta->>'subset', i.meta->>'topic', i.source)`;

/** Candidates after the last one seen that a version has not scored yet, in the order of their ids. */
export const unscoredCandidates = async (
  projectId: string,
  versionId: string,
  { after, take }: { after: string; take: number },
): Promise<CandidateText[]> =>
  db().$queryRaw<CandidateText[]>`
    select c.id, c.item_id as "itemId", i.ordinal as position, i.prompt_hash as "promptHash", ip.prompt, cp.text, c.ordinal, c.model, ${domainOfItem} as domain
    from candidate c join item i on i.id = c.item_id
    join item_payload ip on ip.item_id = i.id join candidate_payload cp on cp.candidate_id = c.id
    where c.project_id = ${projectId} and c.id > ${after}
      and not exists (select 1 from candidate_score s where s.version_id = ${versionId} and s.candidate_id = c.id)
    order by c.id limit ${take}`;

export const countUnscored = async (projectId: string, versionId: string): Promise<number> => {
  const rows = await db().$queryRaw<{ n: number }[]>`
    select count(*)::int as n from candidate c
    where c.project_id = ${projectId} and not exists (select 1 from candidate_score s where s.version_id = ${versionId} and s.candidate_id = c.id)`;
  return rows[0]?.n ?? 0;
};

/** Texts of items' candidates, for the training set. */
export const candidateTexts = async (projectId: string, itemIds: readonly string[]): Promise<CandidateText[]> => {
  const found: CandidateText[] = [];
  for (const ids of inChunks(itemIds, 2_000)) {
    const rows = await db().$queryRaw<CandidateText[]>`
      select c.id, c.item_id as "itemId", i.ordinal as position, i.prompt_hash as "promptHash", ip.prompt, cp.text, c.ordinal, c.model, ${domainOfItem} as domain
      from candidate c join item i on i.id = c.item_id
      join item_payload ip on ip.item_id = i.id join candidate_payload cp on cp.candidate_id = c.id
      where c.project_id = ${projectId} and c.item_id = any(${ids})`;
    found.push(...rows);
  }
  return found;
};

/** The ids that items have outside: what a routing plan's file names them by. */
export const itemNames = async (projectId: string, itemIds: readonly string[]): Promise<Map<string, string>> => {
  const found = new Map<string, string>();
  for (const ids of inChunks(itemIds, 2_000)) {
    const rows = await db().item.findMany({ where: { projectId, id: { in: ids } }, select: { id: true, externalId: true } });
    for (const row of rows) found.set(row.id, row.externalId);
  }
  return found;
};
