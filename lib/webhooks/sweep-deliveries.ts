import { deleteOldDeliveries } from "@/lib/webhooks/store";

/** Takes away what the log of deliveries no longer holds. It has no actor: the worker's clockwork asks it. */
export const sweepDeliveries = async (): Promise<number> => deleteOldDeliveries();
