import type { FormatFixture } from "@/lib/imports/formats/contract";

export const fixtures: FormatFixture[] = [
  {
    about: "a wrong step is marked where it stands",
    records: [{ prompt: "Which is larger, 9.11 or 9.9?", completions: ["11 is more than 9.", "So 9.11 > 9.9."], labels: [true, false] }],
    rows: [
      {
        prompt: "Which is larger, 9.11 or 9.9?",
        responses: [{ text: "11 is more than 9.\nSo 9.11 > 9.9." }],
        labels: [
          {
            annotator: "file",
            kind: "human",
            response: 0,
            segments: [{ start: 19, end: 33, text: "So 9.11 > 9.9.", category: "wrong step", on: "target" }],
          },
        ],
        meta: { step_ends: [18, 33] },
      },
    ],
  },
  {
    about: "steps that are all right have no error",
    records: [{ prompt: "1 + 1?", completions: ["2."], labels: [true] }],
    rows: [
      {
        prompt: "1 + 1?",
        responses: [{ text: "2." }],
        labels: [{ annotator: "file", kind: "human", response: 0, segments: [], no_error: true }],
        meta: { step_ends: [2] },
      },
    ],
  },
];
