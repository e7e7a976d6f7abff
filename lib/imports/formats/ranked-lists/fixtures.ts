import type { FormatFixture } from "@/lib/imports/formats/contract";

/** Responses stand in the order that their texts' hashes have. */
export const fixtures: FormatFixture[] = [
  {
    about: "the rank and the score of each response, two of them alike",
    records: [
      {
        prompt: "Colour of the sky?",
        responses: ["Blue.", "Grey at times.", "Seven."],
        rank: [1, 1, 2],
        reward: [9, 8.5, 1],
        topic: "sky",
      },
    ],
    rows: [
      {
        prompt: "Colour of the sky?",
        responses: [{ text: "Grey at times." }, { text: "Blue." }, { text: "Seven." }],
        labels: [
          { annotator: "file", kind: "human", ranking: [[0, 1], 2] },
          { annotator: "file", kind: "human", ratings: [8.5, 9, 1] },
        ],
        meta: { topic: "sky" },
      },
    ],
  },
  {
    about: "the place of each in the response itself, by somebody",
    records: [
      {
        id: "q1",
        prompt: [{ role: "user", content: "Two?" }],
        responses: [
          { text: "Three.", model: "m1", rank: 2 },
          { text: "Two.", model: "m2", rank: 1 },
        ],
        annotator: "ada",
      },
    ],
    rows: [
      {
        id: "q1",
        prompt: [{ role: "user", content: "Two?" }],
        responses: [
          { text: "Three.", model: "m1" },
          { text: "Two.", model: "m2" },
        ],
        labels: [{ annotator: "ada", kind: "human", ranking: [1, 0] }],
        meta: {},
      },
    ],
  },
  {
    about: "the best first",
    records: [{ instruction: "Say hi.", ranked_responses: ["Hi!", "Hello there.", "No."] }],
    rows: [
      {
        prompt: "Say hi.",
        responses: [{ text: "Hi!" }, { text: "No." }, { text: "Hello there." }],
        labels: [{ annotator: "file", kind: "human", ranking: [0, 2, 1] }],
        meta: {},
      },
    ],
  },
  {
    about: "the score of each in a list beside them, and no places",
    records: [
      { prompt: "Two?", responses: ["Three.", "Two."], scores: [1.5, 4] },
      { prompt: "Four?", responses: ["Five.", "Four."], scores: [2, 2] },
    ],
    rows: [
      {
        prompt: "Two?",
        responses: [{ text: "Three." }, { text: "Two." }],
        labels: [{ annotator: "file", kind: "human", ratings: [1.5, 4] }],
        meta: {},
      },
      {
        prompt: "Four?",
        responses: [{ text: "Five." }, { text: "Four." }],
        labels: [{ annotator: "file", kind: "human", ratings: [2, 2] }],
        meta: {},
      },
    ],
  },
  {
    about: "the score of each in the response itself",
    records: [
      {
        prompt: "Two?",
        responses: [
          { text: "Three.", model: "m1", score: 1, tokens: 3 },
          { text: "Two.", model: "m2", score: 5 },
        ],
        annotator: "ada",
      },
    ],
    rows: [
      {
        prompt: "Two?",
        responses: [
          { text: "Three.", model: "m1" },
          { text: "Two.", model: "m2" },
        ],
        labels: [{ annotator: "ada", kind: "human", ratings: [1, 5] }],
        meta: { responses: [{ tokens: 3 }, {}] },
      },
    ],
  },
  {
    about: "the place of each from 0 on, and its model in a list beside them, as VL-RewardBench has it",
    records: [
      { id: "v1", query: "Two?", response: ["Three.", "Two."], human_ranking: [1, 0], models: ["m1", "m2"] },
      { id: "v2", query: "Four?", response: ["Four.", "Five."], human_ranking: [0, 1], models: ["m2", "m1"] },
    ],
    rows: [
      {
        id: "v1",
        prompt: "Two?",
        responses: [
          { text: "Two.", model: "m2" },
          { text: "Three.", model: "m1" },
        ],
        labels: [{ annotator: "file", kind: "human", ranking: [0, 1] }],
        meta: {},
      },
      {
        id: "v2",
        prompt: "Four?",
        responses: [
          { text: "Five.", model: "m1" },
          { text: "Four.", model: "m2" },
        ],
        labels: [{ annotator: "file", kind: "human", ranking: [1, 0] }],
        meta: {},
      },
    ],
  },
];
