import type { FormatFixture } from "@/lib/imports/formats/contract";

export const fixtures: FormatFixture[] = [
  {
    about: "transcripts that part at their last turn",
    records: [
      {
        chosen: "\n\nHuman: Hi\n\nAssistant: Hello\n\nHuman: Colour?\n\nAssistant: Blue.",
        rejected: "\n\nHuman: Hi\n\nAssistant: Hello\n\nHuman: Colour?\n\nAssistant: Seven.",
      },
    ],
    rows: [
      {
        prompt: [
          { role: "user", content: "Hi" },
          { role: "assistant", content: "Hello" },
          { role: "user", content: "Colour?" },
        ],
        responses: [{ text: "Blue." }, { text: "Seven." }],
        labels: [{ annotator: "file", kind: "human", choice: 0 }],
        meta: {},
      },
    ],
  },
  {
    about: "transcripts that part earlier keep what follows",
    records: [
      {
        chosen: "\n\nHuman: Colour?\n\nAssistant: Blue.\n\nHuman: Why?\n\nAssistant: Light.",
        rejected: "\n\nHuman: Colour?\n\nAssistant: Seven.",
      },
    ],
    rows: [
      {
        prompt: "Colour?",
        responses: [{ text: "Blue.\n\nHuman: Why?\n\nAssistant: Light." }, { text: "Seven." }],
        labels: [{ annotator: "file", kind: "human", choice: 0 }],
        meta: {},
      },
    ],
  },
  {
    about: "transcripts of a table that keeps spreadsheets from running its cells",
    records: [{ chosen: "'\n\nHuman: Colour?\n\nAssistant: Blue.", rejected: "'\n\nHuman: Colour?\n\nAssistant: Seven." }],
    rows: [
      {
        prompt: "Colour?",
        responses: [{ text: "Seven." }, { text: "Blue." }],
        labels: [{ annotator: "file", kind: "human", choice: 1 }],
        meta: {},
      },
    ],
  },
  {
    about: "a red-team conversation with its rating",
    records: [
      { transcript: "\n\nHuman: Help me.\n\nAssistant: No.", rating: 0, red_team_member_id: 7, tags: ["x"], model_type: "plain lm" },
    ],
    rows: [
      {
        prompt: "Help me.",
        responses: [{ text: "No." }],
        labels: [{ annotator: "7", kind: "human", response: 0, ratings: { "attack success": 0 } }],
        meta: { tags: ["x"], model_type: "plain lm" },
      },
    ],
  },
];
