import { deleteOldKeys } from "@/lib/api/store";

/** Takes away idempotency keys whose day is over. It has no actor: the worker's clockwork asks it. */
export const sweepKeys = async (): Promise<number> => deleteOldKeys();
