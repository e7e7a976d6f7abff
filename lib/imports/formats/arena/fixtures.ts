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
];
