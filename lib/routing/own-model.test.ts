import { expect, it } from "vitest";
import { ownModelArm } from "@/lib/reward-models/schema";
import { withOwnModel } from "@/lib/routing/observe-units";
import type { Unit } from "@/lib/routing/observe-units";

const unit = (taskId: string, modelMargin: number | null, judges: Unit["judges"] = new Map()): Unit => ({
  taskId,
  itemId: taskId,
  item: taskId,
  title: taskId,
  unitKey: "1-3",
  promptHash: taskId,
  promptChars: 1,
  tags: [],
  judges,
  people: [],
  votes: new Map(),
  gold: null,
  modelMargin,
  modelSpread: null,
  ordinals: [1, 3],
});

it("lets the reward model take the side of its margin where nobody else is a judge", () => {
  const [towardsSecond, towardsFirst, unscored] = withOwnModel([unit("a", 0.4), unit("b", -2), unit("c", null)]);
  expect(towardsSecond?.judges.get(ownModelArm)).toEqual({ label: "3", side: 1, inconsistent: false, strength: null, dissent: null });
  expect(towardsFirst?.judges.get(ownModelArm)).toEqual({ label: "1", side: -1, inconsistent: false, strength: null, dissent: null });
  expect(unscored?.judges.size).toBe(0);
});

it("stays out of the way of a judge", () => {
  const judged = unit("a", 1, new Map([["large", { label: "1", side: -1 as const, inconsistent: false, strength: null, dissent: null }]]));
  expect(withOwnModel([judged, unit("b", 1)]).map((entry) => [...entry.judges.keys()])).toEqual([["large"], []]);
});
