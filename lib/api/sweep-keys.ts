import { deleteOldAllowances, deleteOldKeys } from "@/lib/api/store";

/** Takes away idempotency keys whose day is over, and counts of minutes that are. It has no actor: the worker's clockwork asks it. */
export const sweepKeys = async (): Promise<number> => (await deleteOldKeys()) + (await deleteOldAllowances());
