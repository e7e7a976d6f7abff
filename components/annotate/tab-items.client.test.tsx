import { beforeEach, expect, it } from "vitest";
import { memoryStore } from "@/components/annotate/memory-store";
import { tabItems } from "@/components/annotate/tab-items";
import { plainWork } from "@/scripts/testing/work";

beforeEach(() => sessionStorage.clear());

it("puts the item on screen behind the others, keeps it from other tabs, and says where there is no other", async () => {
  const items = tabItems({ userId: "u", campaignId: "c" }, memoryStore());
  await items.take(plainWork("a"));
  expect(items.defer()).toBe(false);
  await items.take(plainWork("b"));
  await items.take(plainWork("c"));
  expect(items.defer()).toBe(true);
  expect(items.list().map(({ assignmentId }) => assignmentId)).toEqual(["b", "c", "a"]);
  expect(await items.heldAnywhere()).toContain("a");
  // A page that is loaded again shows them in this order.
  expect(sessionStorage.getItem("plumbline-order:c")).toBe('["tsk_b","tsk_c","tsk_a"]');
});
