import type { FormatFixture } from "@/lib/imports/formats/contract";

const line = (annotator: string, esa_score: string, esa_spans: unknown[]) => ({
  langs: "en-de",
  line_id: 17,
  src: "She said yes.",
  tgt: "Er sagt ja.",
  doc_id: "news-1",
  domain: "news",
  esa_spans,
  esa_score,
  times: ["1", "2"],
  system: "north",
  annotator,
  speech_info: null,
});
const row = (label: Record<string, unknown>) => ({
  id: "en-de:north:news-1:17",
  prompt: "She said yes.",
  responses: [{ text: "Er sagt ja.", model: "north" }],
  labels: [{ kind: "human", response: 0, ...label }],
  meta: { langs: "en-de", doc_id: "news-1", line_id: "17", domain: "news" },
});

export const fixtures: FormatFixture[] = [
  {
    about: "one translation by two annotators: marks with a place, what is missing, and none",
    records: [
      line("engdeu6901", "45", [
        { start_i: 0, end_i: 2, severity: "major", error_type: null },
        { start_i: "missing", end_i: "missing", severity: "minor", error_type: null },
      ]),
      line("engdeu6902", "100", []),
    ],
    rows: [
      row({
        annotator: "engdeu6901",
        segments: [{ start: 0, end: 2, on: "target", severity: "major" }],
        missing: ["Omission (minor)"],
        score: 45,
      }),
      row({ annotator: "engdeu6902", segments: [], score: 100 }),
    ],
  },
  {
    about: "all systems' translations of a segment in one record",
    records: [
      {
        doc_id: "news-1_#_17",
        src_text: "She said yes.",
        tgt_text: { north: "Er sagt ja.", south: "Sie sagte ja." },
        scores: {
          north: [
            { score: 40, annotator: "ann", errors: [{ start_i: 0, end_i: 2, severity: "major", error_type: "Accuracy" }], times: [] },
          ],
          south: [
            { score: 98, annotator: "ann", errors: [] },
            { score: 100, annotator: "bob", errors: [] },
          ],
        },
      },
    ],
    rows: [
      {
        id: "news-1_#_17",
        prompt: "She said yes.",
        responses: [
          { text: "Er sagt ja.", model: "north" },
          { text: "Sie sagte ja.", model: "south" },
        ],
        labels: [
          {
            annotator: "ann",
            kind: "human",
            response: 0,
            segments: [{ start: 0, end: 2, on: "target", category: "Accuracy", severity: "major" }],
            score: 40,
          },
          { annotator: "ann", kind: "human", response: 1, segments: [], score: 98 },
          { annotator: "bob", kind: "human", response: 1, segments: [], score: 100 },
        ],
        meta: {},
      },
    ],
  },
];
