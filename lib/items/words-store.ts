import type { Tx } from "@/lib/db";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Search, SearchTerm } from "@/lib/items/parse-search";

/** The index of words: what stands in it, and how a search is put to it. Texts and searches pass through the same `plain`. */

// The server refuses a vector of more than a megabyte; two such halves stay below it whatever their words.
const mostChars = 100_000;

/**
 * Text in which words stand apart. The server's parser takes paths, hosts and hyphenated names for one word each, and a run of
 * Chinese or Japanese for another: cut apart, their parts are found, and in a row as a phrase.
 */
const plain = (text: Prisma.Sql): Prisma.Sql => Prisma.sql`
  replace(replace(replace(replace(replace(
    case when ${text} ~ '[⺀-鿿가-힯豈-﫿]' then regexp_replace(${text}, '([⺀-鿿가-힯豈-﫿])', ' \\1 ', 'g') else ${text} end,
    '.', ' '), '/', ' '), '-', ' '), '@', ' '), '_', ' ')`;

/** Reads the words of some more items of a project, in their order. Answers with how many. */
export const indexWords = async (tx: Tx, projectId: string, take: number): Promise<number> => {
  await tx.$queryRaw`select 1 as one from (select pg_advisory_xact_lock(hashtextextended(${`words ${projectId}`}, 0))) locked`;
  return tx.$executeRaw`
    insert into item_words (item_id, project_id, ordinal, words)
    select read.id, read.project_id, read.ordinal,
      to_tsvector('simple', ${plain(Prisma.sql`read.prompt`)}) || to_tsvector('simple', ${plain(Prisma.sql`read.responses`)})
    from (
      select i.id, i.project_id, i.ordinal,
        left(coalesce(case when jsonb_typeof(p.prompt) = 'array'
          then (select string_agg(turn ->> 'content', ' ') from jsonb_array_elements(p.prompt) turn) else p.prompt #>> '{}' end, i.title), ${mostChars}::int) as prompt,
        left(coalesce((select string_agg(cp.text, ' ' order by c.ordinal) from candidate c join candidate_payload cp on cp.candidate_id = c.id
          where c.item_id = i.id), ''), ${mostChars}::int) as responses
      from item i left join item_payload p on p.item_id = i.id
      where i.project_id = ${projectId} and i.ordinal > ${readTo(projectId)}
      order by i.ordinal limit ${take}) read
    on conflict (item_id) do nothing`;
};

/** Items come in and are read in the order of their places, so the last place read says what is left. */
const readTo = (projectId: string): Prisma.Sql =>
  Prisma.sql`(select coalesce(max(w.ordinal), 0) from item_words w where w.project_id = ${projectId})`;

/** Items of a project that no search finds yet. */
export const countUnread = async (projectId: string): Promise<number> => {
  const rows = await db().$queryRaw<{ n: number }[]>`
    select count(*)::int as n from item i where i.project_id = ${projectId} and i.ordinal > ${readTo(projectId)}`;
  return rows[0]?.n ?? 0;
};

/** Projects with items that no search finds yet. */
export const unreadProjects = async (): Promise<string[]> => {
  const rows = await db().$queryRaw<{ id: string }[]>`
    select p.id from project p
    where (select coalesce(max(i.ordinal), 0) from item i where i.project_id = p.id)
        > (select coalesce(max(w.ordinal), 0) from item_words w where w.project_id = p.id)`;
  return rows.map((row) => row.id);
};

const termQuery = ({ words, start }: SearchTerm): Prisma.Sql => {
  const query = Prisma.sql`phraseto_tsquery('simple', ${plain(Prisma.sql`${words}::text`)})`;
  return start ? Prisma.sql`case when numnode(${query}) = 0 then ${query} else (${query}::text || ':*')::tsquery end` : query;
};

const joined = (parts: Prisma.Sql[], by: string): Prisma.Sql => Prisma.sql`(${Prisma.join(parts, by)})`;

/** The search as the server's own query; null where nothing is sought. */
const wordsQuery = ({ groups, without }: Search): Prisma.Sql | null => {
  const wanted = groups.map((group) => joined(group.map(termQuery), " || "));
  const unwanted = without.map((term) => Prisma.sql`!!(${termQuery(term)})`);
  const all = [...wanted, ...unwanted];
  return all.length === 0 ? null : joined(all, " && ");
};

/** Ids of a project's items in which the search is met, or whose own id was typed. */
export const itemsWith = (projectId: string, text: string, search: Search): Prisma.Sql => {
  const query = wordsQuery(search);
  const byId = Prisma.sql`select x.id from item x where x.project_id = ${projectId} and (x.external_id = ${text} or x.id = ${text})`;
  return query === null
    ? byId
    : Prisma.sql`select w.item_id from item_words w where w.words @@ ${query} and w.project_id = ${projectId} union ${byId}`;
};
