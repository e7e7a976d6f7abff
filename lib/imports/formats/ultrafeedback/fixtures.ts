import type { FormatFixture } from "@/lib/imports/formats/contract";

const rated = (rating: string, why: string) => ({ Rating: rating, Rationale: why });

export const fixtures: FormatFixture[] = [
  {
    about: "completions with ratings, one of which has no meaning",
    records: [
      {
        source: "sharegpt",
        instruction: "Name a colour.",
        models: ["north", "south"],
        correct_answers: [],
        completions: [
          {
            model: "north",
            principle: "helpfulness",
            custom_system_prompt: "Be of help.",
            response: "Blue.",
            annotations: { helpfulness: rated("5", "It helps."), truthfulness: rated("N/A", "") },
            overall_score: 8.5,
            critique: "Short.",
          },
          { model: "south", principle: "honesty", response: "Seven.", annotations: {}, overall_score: 1 },
        ],
      },
      // An instruction that no model was asked stands among the others, and is no item.
      { source: "flan_v2", instruction: "Name a number.", models: [], correct_answers: [], completions: [] },
    ],
    rows: [
      {
        prompt: "Name a colour.",
        responses: [
          { text: "Blue.", model: "north" },
          { text: "Seven.", model: "south" },
        ],
        labels: [
          {
            annotator: "gpt-4",
            kind: "lm",
            response: 0,
            ratings: { helpfulness: 5, overall_score: 8.5 },
            rationale: "helpfulness: It helps.\n\ncritique: Short.",
          },
          { annotator: "gpt-4", kind: "lm", response: 1, ratings: { overall_score: 1 } },
        ],
        source: "sharegpt",
        meta: {
          models: ["north", "south"],
          correct_answers: [],
          principles: ["helpfulness", "honesty"],
          system_prompts: ["Be of help.", null],
        },
      },
    ],
  },
  {
    about: "completions, ratings and reasons in lists of their own, as distilabel writes them",
    records: [
      {
        instruction: "Name a colour.",
        generations: ["Blue.", null, "Seven."],
        generation_models: ["north", "east", "south"],
        ratings: ["5", null, 1],
        rationales: ["It is one.", null, "It is none."],
        ultrafeedback_model: "judge-1",
        turn: 2,
      },
      { instruction: "Name a number.", generations: [null, null], ratings: [null, null], ultrafeedback_model: "judge-1" },
    ],
    rows: [
      {
        prompt: "Name a colour.",
        responses: [
          { text: "Blue.", model: "north" },
          { text: "Seven.", model: "south" },
        ],
        labels: [
          { annotator: "judge-1", kind: "lm", response: 0, ratings: { overall: 5 }, rationale: "It is one." },
          { annotator: "judge-1", kind: "lm", response: 1, ratings: { overall: 1 }, rationale: "It is none." },
        ],
        meta: { turn: 2 },
      },
    ],
  },
  {
    about: "answers about a picture, whose question is called the prompt, as VLFeedback has it",
    records: [
      {
        id: "v1",
        prompt: "What is it?",
        image: "x.jpg",
        completions: [
          { model: "north", response: "A cat.", annotations: { "Visual Faithfulness": rated("5", "It is.") } },
          { model: "south", response: "A dog.", annotations: { "Visual Faithfulness": rated("1", "") } },
        ],
      },
      {
        id: "v2",
        prompt: "And this, from a Parquet file?",
        completions: {
          model: ["north", "south"],
          response: ["A hat.", "A bag."],
          annotations: [{ "Visual Faithfulness": rated("2", "") }, { "Visual Faithfulness": rated("4", "") }],
        },
      },
    ],
    rows: [
      {
        id: "v1",
        prompt: "What is it?",
        responses: [
          { text: "A cat.", model: "north" },
          { text: "A dog.", model: "south" },
        ],
        labels: [
          {
            annotator: "gpt-4",
            kind: "lm",
            response: 0,
            ratings: { "Visual Faithfulness": 5 },
            rationale: "Visual Faithfulness: It is.",
          },
          { annotator: "gpt-4", kind: "lm", response: 1, ratings: { "Visual Faithfulness": 1 } },
        ],
        meta: { image: "x.jpg", principles: [null, null] },
      },
      {
        id: "v2",
        prompt: "And this, from a Parquet file?",
        responses: [
          { text: "A hat.", model: "north" },
          { text: "A bag.", model: "south" },
        ],
        labels: [2, 4].map((rating, response) => ({
          annotator: "gpt-4",
          kind: "lm",
          response,
          ratings: { "Visual Faithfulness": rating },
        })),
        meta: { principles: [null, null] },
      },
    ],
  },
];
