import { Prisma } from "@/lib/generated/prisma/client";

/**
 * Imports of a project that had not ended at a time, for `coalesce(a.import_id, '') not in (…)`: their answers count from their end on.
 * An answer of a file has the time at which its row was written; the transaction that wrote it may have been committed an hour later, so
 * that whoever read in between saw nothing of it. A list rather than a condition on the row, so that it is made once.
 */
export const unfinishedImports = (projectId: string, at: Date): Prisma.Sql => Prisma.sql`
  select f.id from import f where f.project_id = ${projectId} and (f.finished_at is null or f.finished_at > ${at})`;
