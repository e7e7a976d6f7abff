import type { FormatFixture } from "@/lib/imports/formats/contract";

export const fixtures: FormatFixture[] = [
  {
    about: "a pair of RewardBench",
    records: [
      {
        prompt: "Colour?",
        chosen: "Blue.",
        chosen_model: "north",
        rejected: "Seven.",
        rejected_model: "south",
        subset: "alpacaeval-easy",
        id: 0,
      },
    ],
    rows: [
      {
        id: "alpacaeval-easy/0",
        prompt: "Colour?",
        responses: [
          { text: "Seven.", model: "south" },
          { text: "Blue.", model: "north" },
        ],
        labels: [{ annotator: "rewardbench", kind: "gold", choice: 1 }],
        meta: { subset: "alpacaeval-easy", bench_id: "0" },
      },
    ],
  },
  {
    about: "lists of RewardBench 2",
    records: [
      {
        id: "t-1",
        prompt: "A colour of the rainbow?",
        chosen: ["Blue.", "Red."],
        rejected: ["Seven."],
        num_correct: 2,
        total_completions: 3,
        models: ["m", "m", "n"],
        subset: "Ties",
      },
    ],
    rows: [
      {
        id: "t-1",
        prompt: "A colour of the rainbow?",
        responses: [
          { text: "Blue.", model: "m" },
          { text: "Red.", model: "m" },
          { text: "Seven.", model: "n" },
        ],
        labels: [{ annotator: "rewardbench", kind: "gold", ranking: [[0, 1], 2] }],
        meta: { subset: "Ties", num_correct: 2, total_completions: 3 },
      },
    ],
  },
];
