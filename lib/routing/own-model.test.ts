import { expect, it } from "vitest";
import { createRandom } from "@/lib/ml/random/random";
import { ownModelArm } from "@/lib/reward-models/schema";
import { learnUnits } from "@/lib/routing/learn-units";
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

it("learns nothing of an item from what the model says of the others: it has seen that item's label", () => {
  const random = createRandom(1);
  const observed = withOwnModel(Array.from({ length: 60 }, (_, n) => unit(`t${n}`, random.normal()))).map((own) => ({
    unit: { ...own, people: [random.integer(2) === 0 ? "1" : "3"] },
    facts: { vector: Float32Array.of(random.normal(), random.normal()), longer: 0, shorter: 3, promptLength: 3, overlap: 0 },
    project: "p",
  }));
  const judged = observed.map((one) => ({
    ...one,
    unit: { ...one.unit, judges: new Map([...one.unit.judges.values()].map((answer) => ["large", answer] as const)) },
  }));
  expect(learnUnits(judged, () => true, { lm: "large", seed: 1 }).sources.judge).not.toBeNull();
  const learned = learnUnits(observed, () => true, { lm: ownModelArm, seed: 1 });
  expect(learned.sources.judge).toBeNull();
  expect(learned.sources.people).not.toBeNull();
  expect(learned.scores).not.toBeNull();
});
