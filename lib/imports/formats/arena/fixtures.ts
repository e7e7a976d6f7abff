import type { FormatFixture } from "@/lib/imports/formats/contract";

const talk = (answer: string) => [
  { role: "user", content: "Colour?" },
  { role: "assistant", content: answer },
];
const responses = [
  { text: "Blue.", model: "north" },
  { text: "Seven.", model: "south" },
];

export const fixtures: FormatFixture[] = [
  {
    about: "a battle that both lost",
    records: [
      {
        question_id: "q1",
        model_a: "north",
        model_b: "south",
        winner: "tie (bothbad)",
        judge: "arena_user_1",
        conversation_a: talk("Blue."),
        conversation_b: talk("Seven."),
        turn: 1,
        language: "English",
        tstamp: 1,
      },
    ],
    rows: [
      {
        id: "q1",
        prompt: "Colour?",
        responses,
        labels: [{ annotator: "arena_user_1", kind: "human", choice: "both-bad" }],
        meta: { turn: 1, language: "English", tstamp: 1 },
      },
    ],
  },
  {
    about: "MT-Bench's judgments of a model, which wavered when the sides were swapped",
    records: [
      {
        question_id: 81,
        model_a: "north",
        model_b: "south",
        winner: "tie (inconsistent)",
        judge: "gpt4_pair",
        conversation_a: talk("Blue."),
        conversation_b: talk("Seven."),
        turn: 1,
      },
    ],
    rows: [
      {
        id: "81",
        prompt: "Colour?",
        responses,
        labels: [{ annotator: "gpt4_pair", kind: "lm", choice: "tie", verdict: "tie (inconsistent)" }],
        meta: { turn: 1 },
      },
    ],
  },
  {
    about: "the release with lists in a table",
    records: [
      {
        id: "30192",
        model_a: "north",
        model_b: "south",
        prompt: '["Colour?"]',
        response_a: '["Blue."]',
        response_b: '["Seven."]',
        winner_model_a: "1",
        winner_model_b: "0",
        winner_tie: "0",
      },
    ],
    rows: [{ id: "30192", prompt: "Colour?", responses, labels: [{ annotator: "arena", kind: "human", choice: 0 }], meta: {} }],
  },
  {
    about: "messages in parts, and one question for two pairs of models",
    records: ["both_bad", "model_b"].map((winner, i) => ({
      id: "s1",
      model_a: i === 0 ? "north" : "east",
      model_b: "south",
      winner,
      evaluation_session_id: `person-${i}`,
      conversation_a: talk("Blue.").map(({ role, content }) => ({ role, content: [{ type: "text", text: content, image: null }] })),
      conversation_b: talk("Seven.").map(({ role, content }) => ({ role, content: [{ type: "text", text: content, image: null }] })),
    })),
    rows: ["both-bad", 1].map((choice, i) => ({
      prompt: "Colour?",
      responses: [
        { text: "Blue.", model: i === 0 ? "north" : "east" },
        { text: "Seven.", model: "south" },
      ],
      labels: [{ annotator: `person-${i}`, kind: "human", choice }],
      meta: { id: "s1" },
    })),
  },
  {
    about: "two votes on one battle, which keeps its id",
    records: ["model_a", "tie"].map((winner, i) => ({
      question_id: "q2",
      model_a: "north",
      model_b: "south",
      winner,
      judge: `person-${i}`,
      conversation_a: talk("Blue."),
      conversation_b: talk("Seven."),
    })),
    rows: [0, "tie"].map((choice, i) => ({
      id: "q2",
      prompt: "Colour?",
      responses,
      labels: [{ annotator: `person-${i}`, kind: "human", choice }],
      meta: {},
    })),
  },
  {
    about: "an id that two battles lack",
    records: ["x9", "", ""].map((id, i) => ({
      id,
      model_a: "north",
      model_b: "south",
      winner: "model_a",
      conversation_a: talk(["Blue.", "Green.", "Red."][i] ?? ""),
      conversation_b: talk("Seven."),
    })),
    rows: ["Blue.", "Green.", "Red."].map((text, i) => ({
      ...(i === 0 ? { id: "x9" } : {}),
      prompt: "Colour?",
      responses: [
        { text, model: "north" },
        { text: "Seven.", model: "south" },
      ],
      labels: [{ annotator: "arena", kind: "human", choice: 0 }],
      meta: {},
    })),
  },
];
