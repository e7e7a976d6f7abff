import { beforeEach, expect, it } from "vitest";
import { memoryStore } from "@/components/annotate/memory-store";
import { inRememberedOrder } from "@/components/annotate/own-tab";
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

it("puts an answer that was sent back behind the item on screen and before all that is held ready", async () => {
  const items = tabItems({ userId: "u", campaignId: "c" }, memoryStore());
  for (const id of ["a", "b"]) await items.take(plainWork(id));
  const answer = { response: null, comment: "", flagged: false, extras: [] };
  const back = plainWork("back", { returned: { note: "Look again.", answer } });
  await items.take(back);
  expect(items.list().map(({ assignmentId }) => assignmentId)).toEqual(["a", "back", "b"]);
  // A page that is loaded again keeps that order; a page that hears of it then shows it first.
  expect(inRememberedOrder("c", [back, plainWork("b"), plainWork("a")]).map(({ assignmentId }) => assignmentId)).toEqual([
    "a",
    "back",
    "b",
  ]);
  sessionStorage.setItem("plumbline-order:c", '["tsk_a","tsk_b"]');
  expect(inRememberedOrder("c", [plainWork("a"), plainWork("b"), back])[0]).toBe(back);
});
