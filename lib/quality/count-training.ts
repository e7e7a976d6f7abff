import type { Tx } from "@/lib/db";
import { trainingCount } from "@/lib/quality/known-store";

/** Tasks of a campaign that are marked for practice and have a known answer. */
export const countTraining = async (tx: Tx, where: { projectId: string; campaignId: string }): Promise<number> => trainingCount(tx, where);
