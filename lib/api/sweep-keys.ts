import { deleteOldKeys } from "@/lib/api/store";
import { sweepAllowances } from "@/lib/limits/sweep-allowances";

/** Takes away idempotency keys whose day is over, and counts of windows that are. It has no actor: the worker's clockwork asks it. */
export const sweepKeys = async (): Promise<number> => (await deleteOldKeys()) + (await sweepAllowances());
