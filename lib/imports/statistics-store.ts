import { db } from "@/lib/db";
import type { Tally } from "@/lib/imports/store";

// From so many rows on the server plans otherwise; its own look at the tables comes a minute later, or never where it runs for one command.
const manyRows = 10_000;

/**
 * Has the server count what an import brought, so that it plans by it. Of a few annotators it never would by itself, and without knowing
 * how many there are it read every answer of a project for each stretch of its items. Tables that somebody has locked are left out.
 */
export const countForPlans = async ({ rows, annotatorsAdded }: Pick<Tally, "rows" | "annotatorsAdded">): Promise<void> => {
  if (annotatorsAdded > 0) await db().$executeRaw`analyze (skip_locked) annotator`;
  if (rows >= manyRows) await db().$executeRaw`analyze (skip_locked) item, candidate, task, annotation`;
};
