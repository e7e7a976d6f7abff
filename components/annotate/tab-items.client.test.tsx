import { beforeEach, expect, it } from "vitest";
import { memoryStore } from "@/components/annotate/memory-store";
import { tabItems } from "@/components/annotate/tab-items";
import type { Work } from "@/lib/assignments/schema";

const workOf = (id: string): Work => ({
  assignmentId: id,
  epoch: "1",
  leaseUntil: "2026-01-01T00:00:00.000Z",
  taskId: `tsk_${id}`,
  unitKey: "",
  questionVersion: 1,
  contentWarning: null,
  prompt: id,
  media: [],
  meta: [],
  candidates: [],
  draft: null,
  draftVersion: 0,
  draftSavedAt: null,
});

beforeEach(() => sessionStorage.clear());

it("puts the item on screen behind the others, keeps it from other tabs, and says where there is no other", async () => {
  const items = tabItems({ userId: "u", campaignId: "c" }, memoryStore());
  await items.take(workOf("a"));
  expect(items.defer()).toBe(false);
  await items.take(workOf("b"));
  await items.take(workOf("c"));
  expect(items.defer()).toBe(true);
  expect(items.list().map(({ prompt }) => prompt)).toEqual(["b", "c", "a"]);
  expect(await items.heldAnywhere()).toContain("a");
  // A page that is loaded again shows them in this order.
  expect(sessionStorage.getItem("plumbline-order:c")).toBe('["tsk_b","tsk_c","tsk_a"]');
});
