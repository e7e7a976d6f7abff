import type { FormatFixture } from "@/lib/imports/formats/contract";

export const fixtures: FormatFixture[] = [
  {
    about: "a worker and an expert",
    records: [
      {
        comparison_id: "c-1",
        prompt_id: "p-1",
        text: "Colour?",
        model_a: "north",
        completion_a: "Blue.",
        model_b: "south",
        completion_b: "Seven.",
        normal_worker_annotations: [
          {
            evaluator: "w1",
            overall_pref: "A-is-clearly-better",
            overall_confidence: "fairly-confident",
            helpful_pref: "Tie",
            helpful_checked_reasons: ["Relevant"],
            helpful_own_reason: "It is a colour.",
            time_spent: 30,
          },
        ],
        expert_worker_annotations: [{ evaluator: "e1", overall_pref: "B-is-slightly-better", overall_confidence: "not-confident" }],
      },
    ],
    rows: [
      {
        id: "c-1",
        prompt: "Colour?",
        responses: [
          { text: "Blue.", model: "north" },
          { text: "Seven.", model: "south" },
        ],
        labels: [
          {
            annotator: "w1",
            kind: "human",
            pair: [0, 1],
            answer: {
              answers: {
                overall: { choice: 0, strength: -1, confidence: "fairly" },
                helpful: { choice: "tie", strength: 0, reasons: ["Relevant"], ownReason: "It is a colour." },
              },
              extra: { worker: "normal", time_spent: 30 },
            },
          },
          {
            annotator: "e1",
            kind: "human",
            pair: [0, 1],
            answer: { answers: { overall: { choice: 1, strength: 0.5, confidence: "not" } }, extra: { worker: "expert" } },
          },
        ],
        meta: { prompt_id: "p-1" },
      },
    ],
  },
];
