import { db } from "@/lib/db";

/** Names that a recipe may use, in the order of their letters. */

export const annotatorNames = async (projectId: string): Promise<string[]> => {
  const rows = await db().$queryRaw<{ name: string }[]>`
    select distinct name collate "C" as name from annotator where project_id = ${projectId} order by 1`;
  return rows.map(({ name }) => name);
};

export const itemSources = async (projectId: string): Promise<string[]> => {
  const rows = await db().$queryRaw<{ source: string }[]>`
    select distinct source collate "C" as source from item where project_id = ${projectId} and source is not null order by 1`;
  return rows.map(({ source }) => source);
};

/** Which of these names belong to language models, or to known answers, and to no person. */
export const modelsAmong = async (projectId: string, names: string[]): Promise<string[]> => {
  const rows = await db().$queryRaw<{ name: string }[]>`
    select name from annotator where project_id = ${projectId} and name = any(${names}::text[])
    group by name having bool_and(source in ('lm', 'gold'))`;
  return rows.map(({ name }) => name);
};
