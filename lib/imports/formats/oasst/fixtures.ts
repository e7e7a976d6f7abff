import type { FormatFixture } from "@/lib/imports/formats/contract";

const marks = { quality: { value: 0.75, count: 3 } };
const answers = [
  { message_id: "m2", parent_id: "m1", role: "assistant", text: "Seven.", lang: "en", rank: 1, replies: [] },
  {
    message_id: "m3",
    parent_id: "m1",
    role: "assistant",
    text: "Blue.",
    lang: "en",
    rank: 0,
    labels: marks,
    replies: [
      {
        message_id: "m4",
        parent_id: "m3",
        role: "prompter",
        text: "Why?",
        lang: "en",
        replies: [{ message_id: "m5", parent_id: "m4", role: "assistant", text: "Light.", lang: "en", model_name: "north", replies: [] }],
      },
    ],
  },
  { message_id: "m6", parent_id: "m1", role: "assistant", text: "Spam.", lang: "en", deleted: true, replies: [] },
];
const promptMarks = { creativity: { value: 0.5, count: 2 } };
const root = { message_id: "m1", parent_id: null, role: "prompter", text: "Colour?", lang: "en", labels: promptMarks, replies: answers };

const rows = [
  {
    id: "m1",
    prompt: "Colour?",
    responses: [
      { text: "Seven.", id: "m2" },
      { text: "Blue.", id: "m3" },
    ],
    labels: [{ annotator: "oasst", kind: "human", ranking: [1, 0] }],
    meta: {
      lang: "en",
      message_tree_id: "m1",
      prompt_marks: { creativity: { value: 0.5, count: 2 } },
      crowd_marks: [null, { quality: { value: 0.75, count: 3 } }],
      tree_state: "ready_for_export",
    },
  },
  {
    id: "m4",
    prompt: [
      { role: "user", content: "Colour?" },
      { role: "assistant", content: "Blue." },
      { role: "user", content: "Why?" },
    ],
    responses: [{ text: "Light.", id: "m5", model: "north" }],
    labels: [],
    meta: { lang: "en", message_tree_id: "m1", tree_state: "ready_for_export" },
  },
];

type Marks = Record<string, { value: number; count: number }>;
/** As the Hub has them. */
const inLists = (of: Marks): Record<string, unknown> => ({
  name: Object.keys(of),
  value: Object.values(of).map(({ value }) => value),
  count: Object.values(of).map(({ count }) => count),
});

type Node = { replies: Node[]; message_id: string; parent_id: string | null; labels?: Marks };
const flatten = ({ replies, ...message }: Node): Record<string, unknown>[] => [
  {
    ...message,
    message_tree_id: "m1",
    tree_state: "ready_for_export",
    ...(message.labels ? { labels: inLists(message.labels) } : {}),
  },
  ...replies.flatMap(flatten),
];

export const treeFixtures: FormatFixture[] = [
  {
    about: "a tree with ranked answers",
    records: [{ message_tree_id: "m1", tree_state: "ready_for_export", prompt: root, origin: "web" }],
    rows: rows.map((row) => ({ ...row, meta: { ...row.meta, origin: "web" } })),
  },
];

export const messageFixtures: FormatFixture[] = [{ about: "the messages of a tree", records: flatten(root), rows }];
