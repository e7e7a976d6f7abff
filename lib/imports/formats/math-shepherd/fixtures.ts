import type { FormatFixture } from "@/lib/imports/formats/contract";

export const fixtures: FormatFixture[] = [
  {
    about: "two steps, of which the second is wrong",
    records: [
      {
        input: "1 + 2? Step 1: Add. ки\nStep 2: The answer is: 4 ки",
        label: "1 + 2? Step 1: Add. +\nStep 2: The answer is: 4 -",
        task: "GSM8K",
      },
    ],
    rows: [
      {
        prompt: "1 + 2?",
        responses: [{ text: "Step 1: Add.\nStep 2: The answer is: 4" }],
        labels: [
          {
            annotator: "math-shepherd",
            kind: "lm",
            response: 0,
            segments: [{ start: 13, end: 37, text: "Step 2: The answer is: 4", category: "wrong step", on: "target" }],
          },
        ],
        meta: { task: "GSM8K", step_ends: [12, 37] },
      },
    ],
  },
];
