import type { FormatFixture } from "@/lib/imports/formats/contract";

const rows = (meta: Record<string, unknown>) => [
  {
    id: "c1-0",
    prompt: "Colour?",
    responses: [
      { text: "Blue.", model: "north" },
      { text: "Seven.", model: "south" },
      { text: "Red.", model: "east" },
    ],
    labels: [
      { annotator: "user7", kind: "human", choice: 0, pair: [0, 1] },
      { annotator: "user7", kind: "human", choice: 0, pair: [0, 2] },
      { annotator: "user7", kind: "human", ratings: [90, 3, 60] },
    ],
    meta: { ...meta, conversation_id: "c1", turn: 0 },
  },
  {
    id: "c1-1",
    prompt: [
      { role: "user", content: "Colour?" },
      { role: "assistant", content: "Blue." },
      { role: "user", content: "Why?" },
    ],
    responses: [
      { text: "Light.", model: "north" },
      { text: "No.", model: "north" },
    ],
    labels: [
      { annotator: "user7", kind: "human", choice: 1, pair: [0, 1] },
      { annotator: "user7", kind: "human", ratings: [10, 11] },
    ],
    meta: { ...meta, conversation_id: "c1", turn: 1 },
  },
];

const replies = [
  { turn: 0, content: "Blue.", model_name: "north", score: 90, if_chosen: true },
  { turn: 0, content: "Seven.", model_name: "south", score: 3, if_chosen: false },
  { turn: 0, content: "Red.", model_name: "east", score: 60, if_chosen: false },
  { turn: 1, content: "Light.", model_name: "north", score: 10, if_chosen: false },
  { turn: 1, content: "No.", model_name: "north", score: 11, if_chosen: true },
];
const asked = ["Colour?", "Why?"];

export const fixtures: FormatFixture[] = [
  {
    about: "a conversation with its history",
    records: [
      {
        conversation_id: "c1",
        user_id: "user7",
        conversation_type: "unguided",
        opening_prompt: "Colour?",
        conversation_turns: 2,
        conversation_history: asked.flatMap((content, turn) => [
          { turn, role: "user", content },
          ...replies.filter((reply) => reply.turn === turn).map((reply, i) => ({ role: "model", within_turn_id: i, ...reply })),
        ]),
      },
    ],
    rows: rows({ conversation_type: "unguided", opening_prompt: "Colour?", conversation_turns: 2 }),
  },
  {
    about: "utterances that follow each other",
    records: replies.map(({ turn, content, ...reply }, i) => ({
      utterance_id: `u${i}`,
      interaction_id: `i${turn}`,
      conversation_id: "c1",
      user_id: "user7",
      turn,
      within_turn_id: i,
      conversation_type: "unguided",
      user_prompt: asked[turn],
      model_response: content,
      ...reply,
    })),
    rows: rows({ conversation_type: "unguided" }),
  },
];
