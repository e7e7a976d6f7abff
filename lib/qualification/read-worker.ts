import type { Tx } from "@/lib/db";
import { readPass } from "@/lib/qualification/store";

/** What decides which lanes a person may take from. Whether they may work at all is `admit`'s to say. */
export const readWorker = async (
  tx: Tx,
  where: { projectId: string; campaignId: string; annotatorId: string },
): Promise<{ skills: string[]; cohort: string | null; expert: boolean }> => {
  const { skills, cohort, expert } = await readPass(tx, where);
  return { skills, cohort, expert };
};
