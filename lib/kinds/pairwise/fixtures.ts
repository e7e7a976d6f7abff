import type { KindDefinition } from "@/lib/kinds/contract";
import { pairwiseConfigSchema } from "@/lib/kinds/pairwise/schema";
import type { PairwiseConfig, PairwiseResponse } from "@/lib/kinds/pairwise/schema";

/** Examples that every kind must bring: the contract test runs over them. */
export const pairwiseFixtures: KindDefinition<PairwiseConfig, PairwiseResponse>["fixtures"] = {
  items: [
    {
      prompt: "How long do I boil an egg?",
      candidates: [
        { text: "Seven minutes for a soft yolk.", model: "small" },
        { text: "It depends.", model: null },
      ],
    },
    {
      prompt: [{ role: "user", content: "Name a prime above ten." }],
      candidates: [
        { text: "11", model: null },
        { text: "12", model: null },
        { text: "13", model: null },
      ],
    },
  ],
  config: pairwiseConfigSchema.parse({}),
  good: [
    { unitKey: "0-1", response: { answers: { overall: { choice: 0, strength: -1 } } } },
    { unitKey: "0-1", response: { answers: { overall: { choice: "tie" } } } },
    { unitKey: "1-2", response: { answers: { overall: { choice: 2, strength: 0.5 } }, rationale: "Thirteen is prime." }, item: 1 },
    { unitKey: "0-2", response: { answers: { overall: { choice: "both-bad" } } }, item: 1 },
  ],
  bad: [
    { unitKey: "0-1", response: { answers: {} }, why: "nothing was answered" },
    { unitKey: "0-1", response: { answers: { overall: { choice: 2 } } }, why: "not one of the pair" },
    { unitKey: "0-1", response: { answers: { overall: { choice: 0, strength: 0.5 } } }, why: "the strength contradicts the choice" },
    { unitKey: "0-1", response: { answers: { overall: { choice: "A" } } }, why: "sides are not stored" },
    { unitKey: "0-1", response: { answers: { overall: { choice: 1, strength: 3 } } }, why: "beyond the scale" },
  ],
  judgeReplies: [
    { reply: "The first gives a time. [[A]]", unitKey: "0-1", shownOrder: [0, 1], labels: ["0"] },
    { reply: "The first gives a time. [[A]]", unitKey: "0-1", shownOrder: [1, 0], labels: ["1"] },
    { reply: "Not [[A]] after all: equal. [[C]]", unitKey: "1-2", shownOrder: [2, 1], labels: ["tie"] },
  ],
};
