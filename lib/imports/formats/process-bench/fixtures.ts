import type { FormatFixture } from "@/lib/imports/formats/contract";

const problem = "Ada has 3 pears and buys 4 more. How many has she?";

export const fixtures: FormatFixture[] = [
  {
    about: "the first wrong step is marked, and what follows it is not",
    records: [
      {
        id: "made-up-0",
        generator: "model-7b",
        problem,
        steps: ["She has 3.", "3 + 4 = 8.", "So she has 8."],
        final_answer_correct: false,
        label: 1,
      },
    ],
    rows: [
      {
        id: "made-up-0",
        prompt: problem,
        responses: [{ text: "She has 3.\n3 + 4 = 8.\nSo she has 8.", model: "model-7b" }],
        labels: [
          {
            annotator: "processbench",
            kind: "human",
            response: 0,
            segments: [{ start: 11, end: 21, text: "3 + 4 = 8.", category: "wrong step", on: "target" }],
          },
        ],
        meta: { final_answer_correct: false, step_ends: [10, 21, 35] },
      },
    ],
  },
  {
    about: "-1 says that no step is wrong",
    records: [{ id: "made-up-1", generator: "model-7b", problem, steps: ["7."], final_answer_correct: true, label: -1 }],
    rows: [
      {
        id: "made-up-1",
        prompt: problem,
        responses: [{ text: "7.", model: "model-7b" }],
        labels: [{ annotator: "processbench", kind: "human", response: 0, segments: [], no_error: true }],
        meta: { final_answer_correct: true, step_ends: [2] },
      },
    ],
  },
];
