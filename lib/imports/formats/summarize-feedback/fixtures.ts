import type { FormatFixture } from "@/lib/imports/formats/contract";

const info = { id: "t3_1", post: "My cat flies.", title: "Cat", subreddit: "cats", article: null };
const prompt = "SUBREDDIT: r/cats\n\nTITLE: Cat\n\nPOST: My cat flies.\n\nTL;DR:";

export const fixtures: FormatFixture[] = [
  {
    about: "a comparison, with the worker's confidence",
    records: [
      {
        info,
        summaries: [
          { text: "Cat flies.", policy: "sup1", note: "short" },
          { text: "Dog.", policy: "ref", note: null },
        ],
        choice: 0,
        worker: "w-1",
        batch: "b",
        split: "train",
        extra: { confidence: 7 },
      },
    ],
    rows: [
      {
        prompt,
        responses: [
          { text: "Cat flies.", model: "sup1" },
          { text: "Dog.", model: "ref" },
        ],
        labels: [{ annotator: "w-1", kind: "human", choice: 0, confidence: 7 }],
        meta: { notes: ["short", null], info: { id: "t3_1" }, batch: "b", split: "train" },
      },
    ],
  },
  {
    about: "ratings on axes, one left out",
    records: [
      {
        info: { id: "a-1", article: "It rains.", post: null },
        summary: { text: "Rain.", policy: "sup1", note: "fine", axes: { overall: 6, coverage: null } },
        worker: "w-2",
      },
    ],
    rows: [
      {
        prompt: "It rains.",
        responses: [{ text: "Rain.", model: "sup1" }],
        labels: [{ annotator: "w-2", kind: "human", response: 0, ratings: { overall: 6 }, rationale: "fine" }],
        meta: { info: { id: "a-1" } },
      },
    ],
  },
];
