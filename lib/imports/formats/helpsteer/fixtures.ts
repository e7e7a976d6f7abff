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
          {
            annotator: "helpsteer, annotator 1",
            kind: "human",
            choice: 0,
            strength: 0,
            rationale: "It answers.",
            feedback1: "Good.",
            feedback2: "Bad.",
          },
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
  {
    about: "a pair with columns that edits have too",
    records: [
      {
        context: "Colour?",
        response1: "Seven.",
        response2: "Blue.",
        overall_preference: 3,
        original: "data-3",
        summary: "A colour",
        feedback: "ok",
      },
    ],
    rows: [
      {
        prompt: "Colour?",
        responses: [{ text: "Seven." }, { text: "Blue." }],
        labels: [{ annotator: "helpsteer", kind: "human", choice: 1, strength: 1 }],
        meta: { original: "data-3", summary: "A colour", feedback: "ok" },
      },
    ],
  },
  {
    about: "ratings with remarks beside them",
    records: [{ prompt: "Colour?", response: "Blue.", helpfulness: 3, correctness: 4, coherence: 4, feedback: ["Short."] }],
    rows: [
      {
        prompt: "Colour?",
        responses: [{ text: "Blue." }],
        labels: [{ annotator: "helpsteer", kind: "human", response: 0, ratings: { helpfulness: 3, correctness: 4, coherence: 4 } }],
        meta: { feedback: ["Short."] },
      },
    ],
  },
  {
    about: "what each annotator of a pair said, one of them that neither can be had",
    records: [
      {
        split: "train",
        prompt: "Colour?",
        response_1: "Seven.",
        response_2: "Blue.",
        preference_strength: 2,
        preference_statement: "2 answers.",
        preference_elaboration: "1 does not.",
        three_most_similar_preferences: [{ statement: "2 answers.", elaboration: "1 does not.", strength: 3 }],
        all_preferences_unprocessed: [
          { strength: 3, justification: "2 answers. 1 does not." },
          { strength: -100, justification: "Neither is of use." },
        ],
      },
    ],
    rows: [
      {
        prompt: "Colour?",
        responses: [{ text: "Seven." }, { text: "Blue." }],
        labels: [
          { annotator: "helpsteer, annotator 1", kind: "human", choice: 1, strength: 1, rationale: "2 answers. 1 does not." },
          { annotator: "helpsteer, annotator 2", kind: "human", choice: "both-bad", rationale: "Neither is of use." },
        ],
        meta: {
          overall_preference: 2,
          statement: "2 answers.",
          elaboration: "1 does not.",
          split: "train",
          three_most_similar_preferences: [{ statement: "2 answers.", elaboration: "1 does not.", strength: 3 }],
        },
      },
    ],
  },
  {
    about: "ratings of several annotators, in lists",
    records: [
      {
        prompt: "Colour?",
        response: "Blue.",
        helpfulness: [3, 4],
        correctness: [4, 4],
        coherence: [4, 3],
        complexity: [1, 1],
        verbosity: [0],
      },
    ],
    rows: [
      {
        prompt: "Colour?",
        responses: [{ text: "Blue." }],
        labels: [
          {
            annotator: "helpsteer, annotator 1",
            kind: "human",
            response: 0,
            ratings: { helpfulness: 3, correctness: 4, coherence: 4, complexity: 1, verbosity: 0 },
          },
          {
            annotator: "helpsteer, annotator 2",
            kind: "human",
            response: 0,
            ratings: { helpfulness: 4, correctness: 4, coherence: 3, complexity: 1 },
          },
        ],
        meta: {},
      },
    ],
  },
  {
    about: "an edited response",
    records: [
      {
        domain: "general",
        language: "english",
        context: [{ role: "user", content: "Colour?" }],
        original_response: "Seven.",
        edited_response: "Blue.",
        change_summary: "A colour for a number.",
        feedback: ["Not helpful."],
      },
    ],
    rows: [
      {
        prompt: [{ role: "user", content: "Colour?" }],
        responses: [{ text: "Seven." }],
        labels: [{ annotator: "helpsteer", kind: "human", response: 0, correction: "Blue.", change_summary: "A colour for a number." }],
        meta: { feedback: ["Not helpful."], domain: "general", language: "english" },
      },
    ],
  },
  {
    about: "a good and a bad edit",
    records: [
      {
        context: [{ role: "user", content: "Colour?" }],
        original_response: "Seven.",
        good_edited_response: "Blue.",
        bad_edited_response: "Eight.",
        feedback: ["Not helpful."],
      },
    ],
    rows: [
      {
        prompt: [{ role: "user", content: "Colour?" }],
        responses: [{ text: "Eight." }, { text: "Blue." }],
        labels: [{ annotator: "helpsteer", kind: "human", choice: 1 }],
        meta: { original_response: "Seven.", feedback: ["Not helpful."] },
      },
    ],
  },
  {
    about: "what several annotators wrote about a response",
    records: [{ context: [{ role: "user", content: "Colour?" }], response: "Blue.", feedback: ["It answers.", "Short."] }],
    rows: [
      {
        prompt: [{ role: "user", content: "Colour?" }],
        responses: [{ text: "Blue." }],
        labels: [
          { annotator: "helpsteer, annotator 1", kind: "human", response: 0, critique: "It answers." },
          { annotator: "helpsteer, annotator 2", kind: "human", response: 0, critique: "Short." },
        ],
        meta: {},
      },
    ],
  },
  {
    about: "a prompt of several turns, with the marks of a template between them",
    records: [
      {
        prompt: "Colour?<extra_id_1>Assistant\nBlue.\n<extra_id_1>User\nAnother:\none.",
        response: "Red.",
        helpfulness: 4,
        correctness: 4,
        coherence: 4,
        complexity: 0,
        verbosity: 0,
      },
    ],
    rows: [
      {
        prompt: [
          { role: "user", content: "Colour?" },
          { role: "assistant", content: "Blue." },
          { role: "user", content: "Another:\none." },
        ],
        responses: [{ text: "Red." }],
        labels: [
          {
            annotator: "helpsteer",
            kind: "human",
            response: 0,
            ratings: { helpfulness: 4, correctness: 4, coherence: 4, complexity: 0, verbosity: 0 },
          },
        ],
        meta: {},
      },
    ],
  },
];
