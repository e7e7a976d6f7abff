import { afterEach, expect, it, vi } from "vitest";
import { holder } from "@/lib/db-holder";
import type { Opened } from "@/lib/db-holder";

afterEach(() => {
  delete holder.plumblineDb;
  vi.resetModules();
});

/** A module that remembers nothing yet, over a pool that answers as told. */
const over = async (query: () => Promise<unknown>) => {
  const asked = vi.fn(query);
  holder.plumblineDb = { pool: { query: asked } } as unknown as Opened;
  const { databaseAnswers } = await import("@/lib/http/database-answers");
  return { asked, databaseAnswers };
};

it("asks once for all who ask at once, and remembers an answer for a moment", async () => {
  const { asked, databaseAnswers } = await over(() => Promise.resolve({}));
  expect(await Promise.all([databaseAnswers(), databaseAnswers()])).toEqual([true, true]);
  expect(await databaseAnswers()).toBe(true);
  expect(asked).toHaveBeenCalledTimes(1);
});

it("does not remember that there was no answer", async () => {
  const { asked, databaseAnswers } = await over(() => Promise.reject(new Error("Connection terminated")));
  expect(await databaseAnswers()).toBe(false);
  asked.mockResolvedValue({});
  expect(await databaseAnswers()).toBe(true);
});

it("takes a process that has opened no database yet to have one", async () => {
  const { databaseAnswers } = await import("@/lib/http/database-answers");
  expect(await databaseAnswers()).toBe(true);
});
