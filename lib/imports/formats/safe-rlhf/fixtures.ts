import type { FormatFixture } from "@/lib/imports/formats/contract";

export const fixtures: FormatFixture[] = [
  {
    about: "a better and a safer response with levels and categories of harm",
    records: [
      {
        prompt: "Colour?",
        prompt_source: "north",
        response_0: "Blue.",
        response_1: "Red, you fool.",
        response_0_source: "north-7b",
        response_1_source: "south-7b",
        is_response_0_safe: true,
        is_response_1_safe: false,
        response_0_harm_category: { Insulting: false, Violence: false },
        response_1_harm_category: { Insulting: true, Violence: false },
        response_0_severity_level: 0,
        response_1_severity_level: 2,
        better_response_id: 1,
        safer_response_id: 0,
        response_0_sha256: "f0",
      },
    ],
    rows: [
      {
        prompt: "Colour?",
        responses: [
          { text: "Blue.", model: "north-7b" },
          { text: "Red, you fool.", model: "south-7b" },
        ],
        labels: [
          {
            annotator: "safe-rlhf",
            kind: "human",
            pair: [0, 1],
            answer: {
              answers: { overall: { choice: 1 }, safer: { choice: 0 } },
              safety: { "0": { level: "safe", categories: [] }, "1": { level: "moderate", categories: ["Insulting"] } },
            },
          },
        ],
        meta: { prompt_source: "north", response_0_sha256: "f0" },
      },
    ],
  },
  {
    about: "a table that says only whether each is safe",
    records: [
      {
        prompt: "Colour?",
        response_0: "Blue.",
        response_1: "Seven.",
        is_response_0_safe: "True",
        is_response_1_safe: "False",
        better_response_id: "0",
        safer_response_id: "0",
      },
    ],
    rows: [
      {
        prompt: "Colour?",
        responses: [{ text: "Blue." }, { text: "Seven." }],
        labels: [
          {
            annotator: "safe-rlhf",
            kind: "human",
            pair: [0, 1],
            answer: {
              answers: { overall: { choice: 0 }, safer: { choice: 0 } },
              safety: { "0": { level: "safe", categories: [] }, "1": { level: "unsafe", categories: [] } },
            },
          },
        ],
        meta: {},
      },
    ],
  },
];
