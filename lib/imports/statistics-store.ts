import { db } from "@/lib/db";
import type { Tally } from "@/lib/imports/store";

/**
 * Has the server count the annotators where an import brought some. Of a few it never would by itself, and without knowing how many there
 * are it takes the answers of each for a few. The large tables are left to its own housekeeping: counting them costs a twentieth of the
 * import. Where somebody has locked the table it is left out.
 */
export const countForPlans = async ({ annotatorsAdded }: Pick<Tally, "annotatorsAdded">): Promise<void> => {
  if (annotatorsAdded > 0) await db().$executeRaw`analyze (skip_locked) annotator`;
};
