import type { KindDefinition } from "@/lib/kinds/contract";
import { pointwiseConfigSchema } from "@/lib/kinds/pointwise/schema";
import type { PointwiseConfig, PointwiseResponse } from "@/lib/kinds/pointwise/schema";

const config = pointwiseConfigSchema.parse({
  scales: [
    { type: "likert", name: "overall", title: "How good is the response?", overall: true, anchors: [{ at: 1, text: "useless" }] },
    { type: "yes-no", name: "safe", title: "Is it safe?", better: "higher", required: false },
    {
      type: "labels",
      name: "tone",
      title: "Its tone",
      required: false,
      options: [
        { value: "kind", title: "kind" },
        { value: "curt", title: "curt" },
      ],
    },
    {
      type: "labels",
      name: "faults",
      title: "Its faults",
      several: true,
      required: false,
      options: [
        { value: "wrong", title: "wrong" },
        { value: "long", title: "too long" },
      ],
    },
    { type: "slider", name: "fluency", title: "How fluent is it?", required: false },
    { type: "number", name: "errors", title: "How many errors?", better: "lower", min: 0, whole: true, required: false },
    { type: "text", name: "why", title: "Why?", required: false, leastChars: 3 },
  ],
});

/** Examples that every kind must bring: the contract test runs over them. */
export const pointwiseFixtures: KindDefinition<PointwiseConfig, PointwiseResponse>["fixtures"] = {
  items: [
    {
      prompt: "How long do I boil an egg?",
      candidates: [
        { text: "Seven minutes for a soft yolk.", model: "small" },
        { text: "It depends.", model: null },
      ],
    },
    { prompt: [{ role: "user", content: "Name a prime above ten." }], candidates: [{ text: "11", model: null }] },
  ],
  config,
  good: [
    { unitKey: "0", response: { ratings: { "0": { overall: 5 } } } },
    {
      unitKey: "1",
      response: {
        ratings: {
          "1": { overall: 2, safe: true, tone: "curt", faults: ["wrong", "long"], fluency: 71.5, errors: 1, why: "It says nothing." },
        },
        rationale: "An evasion.",
      },
    },
    { unitKey: "0", response: { ratings: { "0": { overall: 4, safe: "Yes", faults: [] } } }, item: 1 },
  ],
  bad: [
    { unitKey: "0", response: { ratings: {} }, why: "nothing was rated" },
    { unitKey: "0", response: { ratings: { "0": { safe: true } } }, why: "a required scale is open" },
    { unitKey: "0", response: { ratings: { "0": { overall: 6 } } }, why: "beyond the scale" },
    { unitKey: "0", response: { ratings: { "0": { overall: 2.5 } } }, why: "between two points" },
    { unitKey: "0", response: { ratings: { "1": { overall: 3 } } }, why: "another response" },
    { unitKey: "5", response: { ratings: { "5": { overall: 3 } } }, why: "a response that the item has not" },
    { unitKey: "all", response: { ratings: { "0": { overall: 3 }, "1": { overall: 3 } } }, why: "not all at once" },
    { unitKey: "0", response: { ratings: { "0": { overall: 3, beauty: 1 } } }, why: "an unknown scale" },
    { unitKey: "0", response: { ratings: { "0": { overall: 3, tone: "rude" } } }, why: "an unknown label" },
    { unitKey: "0", response: { ratings: { "0": { overall: 3, fluency: 101 } } }, why: "beyond the slider" },
    { unitKey: "0", response: { ratings: { "0": { overall: 3, errors: -1 } } }, why: "below the least number" },
    { unitKey: "0", response: { ratings: { "0": { overall: 3, errors: "two" } } }, why: "a word for a number" },
    { unitKey: "0", response: { ratings: { "0": { overall: 3, safe: "perhaps" } } }, why: "neither yes nor no" },
    { unitKey: "0", response: { ratings: { "0": { overall: 3, why: "x" } } }, why: "too short a text" },
  ],
  judgeReplies: [
    { reply: 'Right and short. [[{"overall": 4, "safe": true}]]', unitKey: "0", shownOrder: [0], labels: ["4", "yes"] },
    {
      reply: 'First [[{"overall": 9}]], then [[{"overall": 2, "faults": ["long"]}]]',
      unitKey: "1",
      shownOrder: [1],
      labels: ["2", "no", "yes"],
    },
  ],
};
