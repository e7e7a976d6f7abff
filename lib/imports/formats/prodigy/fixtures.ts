import type { FormatFixture } from "@/lib/imports/formats/contract";

const task = (text: string, options: string[], rest: Record<string, unknown>) => ({
  text,
  options: options.map((option, id) => ({ id, text: option })),
  _input_hash: text.length,
  _task_hash: -7,
  _view_id: "choice",
  config: { choice_style: "single" },
  ...rest,
});
const greeting = ["Hello.", "Go away."];
const colours = ["Blue.", "Seven.", "Perhaps."];
const item = (prompt: string, texts: string[], labels: Record<string, unknown>[], meta: Record<string, unknown> = {}) => ({
  prompt,
  responses: texts.map((text) => ({ text })),
  labels,
  meta,
});

export const fixtures: FormatFixture[] = [
  {
    about: "one of the options, by people who have a name, a session or neither",
    records: [
      task("Say hello", greeting, { accept: [0], answer: "accept", _annotator_id: "study-ann", _session_id: "study-1", _timestamp: 1 }),
      task("Say hello", greeting, { accept: [1], answer: "accept", _session_id: "study-2", meta: { source: "north" } }),
      task("What colour?", ["Blue.", "Seven."], { accept: [0], answer: "accept" }),
    ],
    rows: [
      item("Say hello", greeting, [{ annotator: "study-ann", kind: "human", choice: 0 }]),
      item("Say hello", greeting, [{ annotator: "study-2", kind: "human", choice: 1 }], { meta: { source: "north" } }),
      item("What colour?", ["Blue.", "Seven."], [{ annotator: "prodigy", kind: "human", choice: 0 }]),
    ],
  },
  {
    about: "the best of three is better than each of the others; what was rejected, ignored or left has no label",
    records: [
      task("What colour?", colours, { accept: [1], answer: "accept" }),
      task("Say hello", greeting, { accept: [0], answer: "reject" }),
      task("Say it again", ["Hello!", "No."], { accept: [], answer: "ignore" }),
      task("And again", ["Hello?", "Never."], { accept: [], answer: "accept" }),
    ],
    rows: [
      item("What colour?", colours, [
        { annotator: "prodigy", kind: "human", choice: 1, pair: [0, 1] },
        { annotator: "prodigy", kind: "human", choice: 1, pair: [1, 2] },
      ]),
      item("Say hello", greeting, []),
      item("Say it again", ["Hello!", "No."], []),
      item("And again", ["Hello?", "Never."], []),
    ],
  },
];
