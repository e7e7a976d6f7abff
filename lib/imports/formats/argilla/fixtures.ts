import type { FormatFixture } from "@/lib/imports/formats/contract";

const responses = [{ text: "Blue." }, { text: "Seven." }];

export const fixtures: FormatFixture[] = [
  {
    about: "records with responses and a suggestion",
    records: [
      {
        id: "7b0",
        external_id: "e1",
        status: "completed",
        fields: { prompt: "Colour?", "response-1": "Blue.", "response-2": "Seven." },
        metadata: { lang: "en" },
        suggestions: [
          { question_name: "preference", value: "response-2", score: 0.4, agent: "judge-1", type: "model" },
          // What the answers came to, as our own exports suggest it, is no answer.
          { question_name: "preference", value: "response-1", score: 0.9, agent: "consensus", type: "model" },
        ],
        responses: [
          {
            values: {
              preference: { value: "response-1" },
              order: {
                value: [
                  { value: "response-1", rank: 1 },
                  { value: "response-2", rank: 2 },
                ],
              },
              "helpfulness-response-1": { value: 5 },
              comment: { value: "It answers." },
            },
            status: "submitted",
            user_id: "u1",
          },
          { values: { preference: { value: "response-2" } }, status: "discarded", user_id: "u2" },
        ],
      },
    ],
    rows: [
      {
        id: "e1",
        prompt: "Colour?",
        responses,
        labels: [
          { annotator: "u1", kind: "human", choice: 0, aspect: "preference", rationale: "It answers." },
          { annotator: "u1", kind: "human", ranking: [0, 1], aspect: "order" },
          { annotator: "u1", kind: "human", response: 0, ratings: { "helpfulness-response-1": 5 } },
          { annotator: "judge-1", kind: "lm", choice: 1, aspect: "preference" },
        ],
        meta: { lang: "en", status: "completed" },
      },
    ],
  },
  {
    about: "flat columns as its SDK writes them, metadata by their names alone",
    records: [
      {
        ...{ id: "row-1#0-1", status: "completed", _server_id: "7b1" },
        ...{ prompt: "Colour?", response_1: "Blue.", response_2: "Seven." },
        ...{ item: "row-1", unit: "0-1", lang: "en", response_1_model: "model-a", response_2_model: "model-b" },
        ...{ "overall.responses": ["response_2"], "overall.responses.users": ["u1"], "overall.responses.status": ["submitted"] },
      },
    ],
    rows: [
      {
        id: "row-1#0-1",
        prompt: "Colour?",
        responses: [
          { text: "Blue.", model: "model-a" },
          { text: "Seven.", model: "model-b" },
        ],
        labels: [{ annotator: "u1", kind: "human", choice: 1 }],
        meta: { item: "row-1", unit: "0-1", lang: "en", response_1_model: "model-a", response_2_model: "model-b" },
      },
    ],
  },
  {
    about: "flat columns",
    records: [
      {
        id: "e2",
        prompt: "Colour?",
        response: "Blue.",
        "quality.responses": [4, 2],
        "quality.responses.users": ["u1", "u2"],
        "quality.responses.status": ["submitted", "submitted"],
        "quality.suggestion": 5,
        "quality.suggestion.agent": "judge-1",
      },
    ],
    rows: [
      {
        id: "e2",
        prompt: "Colour?",
        responses: [{ text: "Blue." }],
        labels: [
          { annotator: "u1", kind: "human", response: 0, ratings: { quality: 4 } },
          { annotator: "u2", kind: "human", response: 0, ratings: { quality: 2 } },
          { annotator: "judge-1", kind: "lm", response: 0, ratings: { quality: 5 } },
        ],
        meta: {},
      },
    ],
  },
  {
    about: "records by question, as Argilla 2 prints them",
    records: [
      {
        id: "e3",
        fields: { instruction: "Colour?", response: "Blue." },
        metadata: {},
        status: "completed",
        suggestions: { quality: { value: 3, score: null, agent: "judge-1" } },
        responses: {
          quality: [
            { value: 4, user_id: "u1" },
            { value: 5, user_id: "u2" },
          ],
          clarity: [{ value: 1 }, { value: 2 }],
        },
        vectors: {},
      },
    ],
    rows: [
      {
        id: "e3",
        prompt: "Colour?",
        responses: [{ text: "Blue." }],
        labels: [
          { annotator: "u1", kind: "human", response: 0, ratings: { quality: 4 } },
          { annotator: "u2", kind: "human", response: 0, ratings: { quality: 5 } },
          { annotator: "argilla, annotator 1", kind: "human", response: 0, ratings: { clarity: 1 } },
          { annotator: "argilla, annotator 2", kind: "human", response: 0, ratings: { clarity: 2 } },
          { annotator: "judge-1", kind: "lm", response: 0, ratings: { quality: 3 } },
        ],
        meta: { status: "completed" },
      },
    ],
  },
  {
    about: "columns of Argilla 1",
    records: [
      {
        prompt: "Colour?",
        "response-1": "Blue.",
        "response-2": "Seven.",
        preference: [
          { user_id: "u1", value: "response-1", status: "submitted" },
          { user_id: "u2", value: "response-2", status: "discarded" },
        ],
        "preference-suggestion": "response-2",
        "preference-suggestion-metadata": { type: "model", score: 0.4, agent: "judge-1" },
        order: {
          user_id: ["u1"],
          value: [
            [
              { rank: 1, value: "response-1" },
              { rank: 2, value: "response-2" },
            ],
          ],
          status: ["submitted"],
        },
        "order-suggestion": null,
        "order-suggestion-metadata": { type: null, score: null, agent: null },
        external_id: "e4",
        metadata: '{"lang": "en"}',
      },
    ],
    rows: [
      {
        id: "e4",
        prompt: "Colour?",
        responses,
        labels: [
          { annotator: "u1", kind: "human", choice: 0, aspect: "preference" },
          { annotator: "judge-1", kind: "lm", choice: 1, aspect: "preference" },
          { annotator: "u1", kind: "human", ranking: [0, 1], aspect: "order" },
        ],
        meta: { lang: "en" },
      },
    ],
  },
  {
    about: "an older record whose metadata are a plain text",
    records: [
      {
        prompt: "Colour?",
        "response-1": "Blue.",
        "response-2": "Seven.",
        preference: [{ user_id: "u1", value: "response-1", status: "submitted" }],
        "preference-suggestion": null,
        "preference-suggestion-metadata": { type: null, score: null, agent: null },
        external_id: "e5",
        metadata: "from the forum",
      },
    ],
    rows: [
      {
        id: "e5",
        prompt: "Colour?",
        responses,
        labels: [{ annotator: "u1", kind: "human", choice: 0 }],
        meta: { metadata: "from the forum" },
      },
    ],
  },
];
