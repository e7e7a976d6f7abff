import type { FormatFixture } from "@/lib/imports/formats/contract";

const asked = (id: string, parentId: string | null, content: string, ...childrenIds: string[]) => ({
  id,
  parentId,
  childrenIds,
  role: "user",
  content,
});
const answer = (id: string, parentId: string, content: string, model: string, ...childrenIds: string[]) => ({
  ...{ id, parentId, childrenIds, content, model },
  role: "assistant",
});
const byId = (...messages: ({ id: string } & Record<string, unknown>)[]) =>
  Object.fromEntries(messages.map((message) => [message.id, message]));
const chat = byId(
  asked("q1", null, "Hello", "a1"),
  answer("a1", "q1", "Hi.", "one", "q2"),
  asked("q2", "a1", "Colour?", "b1", "b2", "b3"),
  answer("b1", "q2", "Blue.", "one"),
  answer("b2", "q2", "Red.", "two"),
  { ...answer("b3", "q2", "Seven.", "arena-model"), selectedModelId: "three" },
);
const feedback = (message: string, data: Record<string, unknown>, user = "u1") => ({
  id: `f-${message}-${user}`,
  user_id: user,
  version: 0,
  type: "rating",
  data,
  meta: { chat_id: "c", message_id: message, message_index: 1, tags: [] },
  snapshot: { chat: { id: "c", title: "Colours", chat: { models: ["one"], history: { messages: chat, currentId: "b1" }, messages: [] } } },
  created_at: 1,
  updated_at: 1,
});

const before = [
  { role: "user", content: "Hello" },
  { role: "assistant", content: "Hi." },
  { role: "user", content: "Colour?" },
];
const responses = [
  { text: "Blue.", model: "one" },
  { text: "Red.", model: "two" },
  { text: "Seven.", model: "three" },
];
const meta = { chat_id: "c", tags: [] };
const own = { annotator: "u1", kind: "human" };

export const fixtures: FormatFixture[] = [
  {
    about: "a thumb up and a thumb down beside what others answered, and one for a response alone",
    records: [
      feedback("b2", {
        rating: 1,
        model_id: "two",
        sibling_model_ids: ["one", "three"],
        reason: "accurate",
        comment: "Warm.",
        details: { rating: 8 },
      }),
      feedback("b3", { rating: -1, model_id: "three", sibling_model_ids: ["one", "two"], reason: "" }, "u2"),
      feedback("a1", { rating: 1, model_id: "one", sibling_model_ids: null }),
      { ...feedback("a1", {}), type: "note", data: { rating: null } },
    ],
    rows: [
      {
        prompt: before,
        responses,
        labels: [
          { ...own, choice: 1, pair: [0, 1], rationale: "accurate\n\nWarm." },
          { ...own, choice: 1, pair: [1, 2] },
          { ...own, response: 1, ratings: { rating: true, score: 8 } },
        ],
        meta,
      },
      {
        prompt: before,
        responses,
        labels: [
          { annotator: "u2", kind: "human", choice: 0, pair: [0, 2] },
          { annotator: "u2", kind: "human", choice: 1, pair: [1, 2] },
          { annotator: "u2", kind: "human", response: 2, ratings: { rating: false } },
        ],
        meta,
      },
      { prompt: "Hello", responses: [{ text: "Hi.", model: "one" }], labels: [{ ...own, response: 0, ratings: { rating: true } }], meta },
    ],
  },
];
