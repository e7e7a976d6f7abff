import type { FormatFixture } from "@/lib/imports/formats/contract";

const meta = { ground_truth_answer: "3", finish_reason: "found_error", generation: 9 };
const wrong = { category: "wrong step", on: "target" };

export const fixtures: FormatFixture[] = [
  {
    about: "a solution that was followed, a continuation that was not, and an error at the end",
    records: [
      {
        labeler: "l-1",
        generation: 9,
        question: { problem: "1 + 2?", ground_truth_answer: "3" },
        label: {
          steps: [
            {
              completions: [
                { text: "Add.", rating: 0 },
                { text: "Cry.", rating: -1 },
              ],
              human_completion: null,
              chosen_completion: 0,
            },
            { completions: [{ text: "It is 4.", rating: -1 }], human_completion: null, chosen_completion: null },
          ],
          total_time: 1,
          finish_reason: "found_error",
        },
      },
      {
        labeler: "l-1",
        generation: 9,
        question: { problem: "1 + 2?", ground_truth_answer: "3" },
        label: {
          steps: [
            { completions: [{ text: "Add.", rating: 1 }], human_completion: null, chosen_completion: 0 },
            { completions: [], human_completion: { text: "It is 3." }, chosen_completion: null },
          ],
          finish_reason: "found_error",
        },
      },
    ],
    rows: [
      {
        prompt: "1 + 2?",
        responses: [{ text: "Cry." }],
        labels: [{ annotator: "l-1", kind: "human", response: 0, segments: [{ start: 0, end: 4, text: "Cry.", ...wrong }] }],
        meta: { ...meta, step_ends: [4] },
      },
      {
        prompt: "1 + 2?",
        responses: [{ text: "Add.\nIt is 4." }],
        labels: [{ annotator: "l-1", kind: "human", response: 0, segments: [{ start: 5, end: 13, text: "It is 4.", ...wrong }] }],
        meta: { ...meta, step_ends: [4, 13] },
      },
      {
        prompt: "1 + 2?",
        responses: [{ text: "Add.\nIt is 3." }],
        labels: [{ annotator: "l-1", kind: "human", response: 0, segments: [], no_error: true }],
        meta: { ...meta, step_ends: [4, 13] },
      },
    ],
  },
];
