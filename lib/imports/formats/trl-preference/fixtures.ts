import type { FormatFixture } from "@/lib/imports/formats/contract";

const user = (content: string) => ({ role: "user", content });
const assistant = (content: string) => ({ role: "assistant", content });
const label = (choice: number, more: object = {}) => ({ annotator: "file", kind: "human", choice, ...more });

export const fixtures: FormatFixture[] = [
  {
    about: "texts with an explicit prompt and a margin",
    records: [{ prompt: "The sky is", chosen: " blue.", rejected: " green.", margin: 0.5, source_file: "a" }],
    rows: [
      {
        prompt: "The sky is",
        responses: [{ text: " green." }, { text: " blue." }],
        labels: [label(1, { strength: 0.75 })],
        meta: { source_file: "a" },
      },
    ],
  },
  {
    about: "whole texts with the prompt inside both",
    records: [{ chosen: "Name a colour.\n\nBlue it is.", rejected: "Name a colour.\n\nSeven, I think." }],
    rows: [
      {
        prompt: "Name a colour.",
        responses: [{ text: "Blue it is." }, { text: "Seven, I think." }],
        labels: [label(0)],
        meta: {},
      },
    ],
  },
  {
    about: "conversations with an explicit prompt",
    records: [{ prompt: [user("Hi"), assistant("Hello"), user("Colour?")], chosen: [assistant("Blue.")], rejected: [assistant("Seven.")] }],
    rows: [
      {
        prompt: [user("Hi"), assistant("Hello"), user("Colour?")],
        responses: [{ text: "Blue." }, { text: "Seven." }],
        labels: [label(0)],
        meta: {},
      },
    ],
  },
  {
    about: "whole conversations beside a prompt that they repeat, with scores",
    records: [
      {
        prompt: "Colour?",
        chosen: [user("Colour?"), assistant("Blue.")],
        rejected: [user("Colour?"), assistant("Seven.")],
        score_chosen: 8,
        score_rejected: 2,
      },
    ],
    rows: [
      {
        prompt: "Colour?",
        responses: [{ text: "Seven." }, { text: "Blue." }],
        labels: [label(1), { annotator: "file", kind: "human", ratings: [2, 8] }],
        meta: {},
      },
    ],
  },
  {
    about: "replies of several turns that begin alike, a tool among them",
    records: [
      {
        prompt: [user("Weather?")],
        chosen: [assistant("I look."), { role: "tool", content: "sun" }, assistant("Sunny.")],
        rejected: [assistant("I look."), { role: "tool", content: "sun" }, assistant("Rain.")],
      },
    ],
    rows: [
      {
        prompt: [user("Weather?")],
        responses: [{ text: "I look.\n\ntool: sun\n\nAssistant: Rain." }, { text: "I look.\n\ntool: sun\n\nAssistant: Sunny." }],
        labels: [label(1)],
        meta: {},
      },
    ],
  },
  {
    about: "whole conversations beside their only question in other words, or beside a system message",
    records: [
      {
        prompt: "Human: Colour?\n\nAssistant:",
        chosen: [user("Colour?"), assistant("Blue.")],
        rejected: [user("Colour?"), assistant("Seven.")],
      },
      {
        prompt: [{ role: "system", content: "Be brief." }],
        chosen: [user("Colour?"), assistant("Blue.")],
        rejected: [user("Colour?"), assistant("Seven.")],
      },
    ],
    rows: [
      { prompt: [user("Colour?")], responses: [{ text: "Seven." }, { text: "Blue." }], labels: [label(1)], meta: {} },
      {
        prompt: [{ role: "system", content: "Be brief." }, user("Colour?")],
        responses: [{ text: "Seven." }, { text: "Blue." }],
        labels: [label(1)],
        meta: {},
      },
    ],
  },
  {
    about: "whole conversations without a prompt",
    records: [{ chosen: [user("Colour?"), assistant("Blue.")], rejected: [user("Colour?"), assistant("Seven.")] }],
    rows: [{ prompt: [user("Colour?")], responses: [{ text: "Seven." }, { text: "Blue." }], labels: [label(1)], meta: {} }],
  },
  {
    about: "a system message in a column of its own",
    records: [{ system: "Be brief.", question: "Colour?", chosen: "Blue.", rejected: "Seven.", chosen_score: 8 }],
    rows: [
      {
        prompt: [{ role: "system", content: "Be brief." }, user("Colour?")],
        responses: [{ text: "Seven." }, { text: "Blue." }],
        labels: [label(1)],
        meta: { score_chosen: 8 },
      },
    ],
  },
  {
    about: "a conversation beside its tools, and outputs that are lists of one message, as OpenAI's preference tuning takes them",
    records: [
      {
        input: { messages: [{ role: "user", content: "Colour?" }], tools: [], parallel_tool_calls: true },
        preferred_output: [{ role: "assistant", content: "Blue." }],
        non_preferred_output: [{ role: "assistant", content: "Seven." }],
      },
    ],
    rows: [
      {
        prompt: [{ role: "user", content: "Colour?" }],
        responses: [{ text: "Seven." }, { text: "Blue." }],
        labels: [{ annotator: "file", kind: "human", choice: 1 }],
        meta: {},
      },
    ],
  },
  {
    about: "a safe and an unsafe response, as CValues names them",
    records: [{ prompt: "Colour?", pos_resp: "Blue.", neg_resp: "Seven.", pos_type: "right", neg_type: "wrong" }],
    rows: [
      {
        prompt: "Colour?",
        responses: [{ text: "Seven." }, { text: "Blue." }],
        labels: [{ annotator: "file", kind: "human", choice: 1 }],
        meta: { pos_type: "right", neg_type: "wrong" },
      },
    ],
  },
];
