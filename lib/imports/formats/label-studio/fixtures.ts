import type { FormatFixture } from "@/lib/imports/formats/contract";

export const fixtures: FormatFixture[] = [
  {
    about: "a pairwise result, a comment and a prediction",
    records: [
      {
        id: 11,
        data: { prompt: "Colour?", answer1: "Blue.", answer2: "Seven.", topic: null },
        annotations: [
          {
            id: 1,
            completed_by: 3,
            result: [
              { from_name: "pw", to_name: ["answer1", "answer2"], type: "pairwise", value: { selected: "left" } },
              { from_name: "comment", to_name: "answer1", type: "textarea", value: { text: ["It answers."] } },
            ],
            was_cancelled: false,
            ground_truth: false,
            lead_time: 12.5,
          },
          { id: 2, completed_by: 4, result: [], was_cancelled: true },
        ],
        predictions: [
          {
            model_version: "judge-1",
            score: 0.7,
            result: [{ from_name: "pw", to_name: "answer1", type: "pairwise", value: { selected: "right" } }],
          },
        ],
      },
    ],
    rows: [
      {
        id: "11",
        prompt: "Colour?",
        responses: [
          { text: "Blue.", id: "answer1" },
          { text: "Seven.", id: "answer2" },
        ],
        labels: [
          { annotator: "3", kind: "human", choice: 0, rationale: "It answers.", lead_time: 12.5 },
          { annotator: "judge-1", kind: "lm", choice: 1 },
        ],
        meta: {},
      },
    ],
  },
  {
    about: "a ranker over a list of the task",
    records: [
      {
        id: 12,
        data: {
          prompt: "Colour?",
          items: [
            { id: "x", body: "Seven." },
            { id: "y", body: "Blue." },
            { id: "z", body: "Red." },
          ],
        },
        annotations: [
          {
            completed_by: { id: 5, email: "a@b.c" },
            result: [{ from_name: "rank", to_name: "list", type: "ranker", value: { ranker: { best: ["y", "z"], worst: ["x"], _: [] } } }],
          },
        ],
        predictions: [],
      },
    ],
    rows: [
      {
        id: "12",
        prompt: "Colour?",
        responses: [
          { text: "Seven.", id: "x" },
          { text: "Blue.", id: "y" },
          { text: "Red.", id: "z" },
        ],
        labels: [{ annotator: "a@b.c", kind: "human", ranking: [[1, 2], 0] }],
        meta: {},
      },
    ],
  },
  {
    about: "the short form, two annotations of one task",
    records: [
      {
        prompt: "Colour?",
        answer1: "Blue.",
        answer2: "Seven.",
        id: 11,
        pw: [{ selected: "left" }],
        "stars-answer2": [{ rating: 2 }],
        comment: "It answers.",
        annotator: 3,
        annotation_id: 1,
        created_at: "2026-11-22T06:00:00Z",
        updated_at: "2026-11-22T06:00:00Z",
        lead_time: 12.5,
      },
      {
        prompt: "Colour?",
        answer1: "Blue.",
        answer2: "Seven.",
        id: 11,
        pw: [{ selected: "right" }],
        clarity: "tie",
        annotator: "a@b.c",
        annotation_id: 2,
        lead_time: null,
      },
    ],
    rows: [
      {
        id: "11",
        prompt: "Colour?",
        responses: [
          { text: "Blue.", id: "answer1" },
          { text: "Seven.", id: "answer2" },
        ],
        labels: [
          { annotator: "3", kind: "human", choice: 0, rationale: "It answers.", lead_time: 12.5 },
          { annotator: "3", kind: "human", response: 1, ratings: { "stars-answer2": 2 } },
          { annotator: "a@b.c", kind: "human", choice: 1 },
          { annotator: "a@b.c", kind: "human", choice: "tie", aspect: "clarity" },
        ],
        meta: {},
      },
    ],
  },
  {
    about: "two questions about a pair, each answered in an annotation of its own",
    records: [
      {
        id: 12,
        data: { prompt: "Colour?", response_1: "Blue.", response_2: "Seven." },
        annotations: ["overall", "helpful"].map((question, i) => ({
          completed_by: i,
          result: [
            { from_name: question, to_name: "response_1,response_2", type: "pairwise", value: { selected: i === 0 ? "left" : "right" } },
          ],
        })),
        predictions: [],
      },
    ],
    rows: [
      {
        id: "12",
        prompt: "Colour?",
        responses: [
          { text: "Blue.", id: "response_1" },
          { text: "Seven.", id: "response_2" },
        ],
        labels: [
          { annotator: "0", kind: "human", choice: 0, aspect: "overall" },
          { annotator: "1", kind: "human", choice: 1, aspect: "helpful" },
        ],
        meta: {},
      },
    ],
  },
];
