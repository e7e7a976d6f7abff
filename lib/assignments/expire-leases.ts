import { expireLapsed } from "@/lib/assignments/store";
import { db } from "@/lib/db";

const batch = 500;

/** Returns every lapsed lease to the queue. For the worker's sweep, and for a claim that found nothing open. */
export const expireLeases = async (): Promise<number> => {
  let total = 0;
  for (;;) {
    const expired = await expireLapsed(db(), batch);
    total += expired;
    if (expired < batch) return total;
  }
};
