import type { FormatFixture } from "@/lib/imports/formats/contract";

const record = {
  conversation_id: "7",
  assigned_lang: "en",
  annotator_id: "p1",
  annotator_age: "18-34",
  annotator_country: "india",
  is_pregenerated_first_prompt: true,
  first_turn_prompt: "Colour?",
  first_turn_response_a: "Blue.",
  first_turn_response_b: "Red.",
  first_turn_response_c: "Green.",
  first_turn_response_d: "Seven.",
  first_turn_preferred_response: "response_b",
  first_turn_feedback: "It is warm.",
  second_turn_prompt: "Why?",
  second_turn_response_a: "So.",
  second_turn_response_b: "Because.",
  second_turn_response_c: null,
  second_turn_response_d: null,
  second_turn_preferred_response: "response_a",
  second_turn_feedback: null,
  third_turn_prompt: null,
};
const own = { annotator: "p1", kind: "human", annotator_age: "18-34", annotator_country: "india" };
const meta = { conversation_id: "7", language: "en", is_pregenerated_first_prompt: true };

export const fixtures: FormatFixture[] = [
  {
    about: "one of four was preferred, and with it the conversation went on",
    records: [record],
    rows: [
      {
        prompt: "Colour?",
        responses: [{ text: "Blue." }, { text: "Red." }, { text: "Green." }, { text: "Seven." }],
        labels: [
          { ...own, choice: 1, pair: [0, 1], rationale: "It is warm." },
          { ...own, choice: 1, pair: [1, 2] },
          { ...own, choice: 1, pair: [1, 3] },
        ],
        meta: { ...meta, turn: 1 },
      },
      {
        prompt: [
          { role: "user", content: "Colour?" },
          { role: "assistant", content: "Red." },
          { role: "user", content: "Why?" },
        ],
        responses: [{ text: "So." }, { text: "Because." }],
        labels: [{ ...own, choice: 0 }],
        meta: { ...meta, turn: 2 },
      },
    ],
  },
];
