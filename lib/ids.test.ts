import { expect, it } from "vitest";
import { newId } from "@/lib/ids";

it("makes ids that sort in the order in which they were made, within a millisecond, too", () => {
  const ids = Array.from({ length: 50_000 }, () => newId("annotation"));
  expect(ids.every((id, at) => at === 0 || id > (ids[at - 1] ?? ""))).toBe(true);
  expect(ids[0]).toMatch(/^ann_[0-9a-z]{26}$/);
});
