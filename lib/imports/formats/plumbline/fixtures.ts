import type { FormatFixture } from "@/lib/imports/formats/contract";

const row = {
  id: "a",
  prompt: "Name a colour.",
  responses: [{ text: "Blue.", model: "north" }, { text: "Seven." }],
  labels: [{ annotator: "ann", kind: "human", choice: 0 }],
};

export const fixtures: FormatFixture[] = [
  { about: "an item as it is", records: [row], rows: [row] },
  {
    about: "an item in a table, its lists as JSON",
    records: [{ id: "a", prompt: row.prompt, responses: JSON.stringify(row.responses), labels: JSON.stringify(row.labels), source: "" }],
    rows: [row],
  },
];
