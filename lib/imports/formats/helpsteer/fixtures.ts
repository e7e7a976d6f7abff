import type { FormatFixture } from "@/lib/imports/formats/contract";

const rated = (response: string, helpfulness: number) => ({
  prompt: "Colour?",
  response,
  helpfulness,
  correctness: 4,
  coherence: 4,
  complexity: 1,
  verbosity: 0,
});
const ratings = (helpfulness: number) => ({ helpfulness, correctness: 4, coherence: 4, complexity: 1, verbosity: 0 });

export const fixtures: FormatFixture[] = [
  {
    about: "two rated responses to one prompt are one item",
    records: [rated("Blue.", 4), rated("Seven.", 0)],
    rows: [
      {
        prompt: "Colour?",
        responses: [{ text: "Blue." }, { text: "Seven." }],
        labels: [
          { annotator: "helpsteer", kind: "human", response: 0, ratings: ratings(4) },
          { annotator: "helpsteer", kind: "human", response: 1, ratings: ratings(0) },
        ],
        meta: {},
      },
    ],
  },
  {
    about: "a pair with the preference of each annotator",
    records: [
      {
        domain: "general",
        language: "english",
        context: [{ role: "user", content: "Colour?" }],
        response1: "Blue.",
        response2: "Seven.",
        overall_preference: -2,
        individual_preference: [
          { score: -3, reasoning: "It answers.", feedback1: "Good.", feedback2: "Bad." },
          { score: 0, reasoning: null, feedback1: "", feedback2: "" },
        ],
      },
    ],
    rows: [
      {
        prompt: [{ role: "user", content: "Colour?" }],
        responses: [{ text: "Blue." }, { text: "Seven." }],
        labels: [
          { annotator: "helpsteer, annotator 1", kind: "human", choice: 0, strength: 0, rationale: "It answers." },
          { annotator: "helpsteer, annotator 2", kind: "human", choice: "tie", strength: 0.5 },
        ],
        meta: { overall_preference: -2, domain: "general", language: "english" },
      },
    ],
  },
  {
    about: "a pair with one preference and its reason",
    records: [
      {
        prompt: "Colour?",
        response_1: "Seven.",
        response_2: "Blue.",
        preference_strength: 3,
        preference_statement: "2 answers.",
        split: "train",
      },
    ],
    rows: [
      {
        prompt: "Colour?",
        responses: [{ text: "Seven." }, { text: "Blue." }],
        labels: [{ annotator: "helpsteer", kind: "human", choice: 1, strength: 1, rationale: "2 answers." }],
        meta: { split: "train" },
      },
    ],
  },
];
