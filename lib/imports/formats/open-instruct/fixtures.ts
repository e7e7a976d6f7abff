import type { FormatFixture } from "@/lib/imports/formats/contract";

const row = (choice: number | "tie", strength: number, annotator: string, shownFirst: string) => ({
  id: "task_2:north_vs_south",
  prompt: "Colour?",
  responses: [
    { text: "Blue.", model: "north" },
    { text: "Seven.", model: "south" },
  ],
  labels: [
    {
      annotator,
      kind: "human",
      pair: [0, 1],
      answer: {
        answers: { overall: { choice, strength } },
        acceptable: { "0": true, "1": false },
        extra: { timestamp: "2023-05-19", annotation: "213.0", shown_first: shownFirst },
      },
    },
  ],
  meta: { instance_id: "task_2", models: "north_vs_south" },
});

const common = { id: "213.0", instance_id: "task_2", prompt: "Colour?", timestamp: "2023-05-19", comment: "" };

export const fixtures: FormatFixture[] = [
  {
    about: "two evaluators who saw the models in different orders",
    records: [
      {
        ...common,
        model_a: "south",
        model_b: "north",
        completion_a: "Seven.",
        completion_b: "Blue.",
        completion_a_is_acceptable: "no",
        completion_b_is_acceptable: "yes",
        preference: "b-is-slightly-better",
        evaluator: "yo",
      },
      {
        ...common,
        model_a: "north",
        model_b: "south",
        completion_a: "Blue.",
        completion_b: "Seven.",
        completion_a_is_acceptable: "yes",
        completion_b_is_acceptable: "no",
        preference: "tie",
        evaluator: "yu",
      },
    ],
    rows: [row(0, -0.5, "yo", "south"), row("tie", 0, "yu", "north")],
  },
];
