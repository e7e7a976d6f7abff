import { holder } from "@/lib/db-holder";

const rememberedMillis = 1_000;
let answeredAt = Number.NEGATIVE_INFINITY;
let asking: Promise<boolean> | null = null;

const ask = (): Promise<boolean> => {
  const pool = holder.plumblineDb?.pool;
  // Nothing was read yet: the first page itself will tell.
  if (!pool) return Promise.resolve(true);
  return pool.query("select 1").then(
    () => {
      answeredAt = performance.now();
      return true;
    },
    () => false,
  );
};

/** Whether the database answers, asked once a second at most. A page cannot say by itself that it has none: its errors are all 500. */
export const databaseAnswers = async (): Promise<boolean> => {
  if (performance.now() - answeredAt < rememberedMillis) return true;
  asking ??= ask().finally(() => {
    asking = null;
  });
  return asking;
};
