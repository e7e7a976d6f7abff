import { expect, it } from "vitest";
import { listPageSchema, pageOrLast } from "@/lib/http/list-page";

it("reads a page's number from an address, and takes what is none for the first", () => {
  const read = [undefined, "", "3", "0", "-2", "1.5", "1e300", "Infinity", "x", ["2", "3"]].map((given) => listPageSchema.parse(given));
  expect(read).toEqual([1, 1, 3, 1, 1, 1, 1, 1, 1, 1]);
});

it("shows the last page there still is to whoever stands on one that is gone", async () => {
  const list = (total: number) => {
    const rows = Array.from({ length: total }, (_, index) => index);
    return async (skip: number) => ({ rows: rows.slice(skip, skip + 50), total });
  };
  expect(await pageOrLast(2, 50, list(51))).toEqual({ rows: [50], total: 51, page: 2 });
  expect((await pageOrLast(2, 50, list(50))).rows).toHaveLength(50);
  expect(await pageOrLast(9, 50, list(120))).toMatchObject({ rows: { length: 20, 0: 100 }, page: 3 });
  expect(await pageOrLast(4, 50, list(0))).toEqual({ rows: [], total: 0, page: 1 });
});
