import { deleteOldAllowances } from "@/lib/limits/store";

/** Takes away counts of windows that are over. It has no actor: the worker's clockwork asks it. */
export const sweepAllowances = async (): Promise<number> => deleteOldAllowances();
