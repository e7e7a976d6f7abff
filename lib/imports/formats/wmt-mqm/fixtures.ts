import type { FormatFixture } from "@/lib/imports/formats/contract";

const line = (rater: string, target: string, category: string, severity: string, source = 'He said "yes".') => ({
  system: "north",
  doc: "news-1",
  doc_id: "3",
  seg_id: "17",
  rater,
  source,
  target,
  category,
  severity,
});

export const fixtures: FormatFixture[] = [
  {
    about: "the errors of a segment by two raters",
    records: [
      line("rater1", 'Er <v>sagt</v> "ja".', "Accuracy/Mistranslation", "Major"),
      line("rater1", 'Er sagt "ja".', "Accuracy/Omission", "Minor", 'He <v>said</v> "yes".'),
      line("rater2", 'Er sagt "ja".', "No-error", "No-error"),
    ],
    rows: [
      {
        id: "north:news-1:17",
        prompt: 'He said "yes".',
        responses: [{ text: 'Er sagt "ja".', model: "north" }],
        labels: [
          {
            annotator: "rater1",
            kind: "human",
            response: 0,
            segments: [
              { start: 3, end: 7, text: "sagt", on: "target", category: "Accuracy/Mistranslation", severity: "Major" },
              { start: 3, end: 7, text: "said", on: "source", category: "Accuracy/Omission", severity: "Minor" },
            ],
          },
          { annotator: "rater2", kind: "human", response: 0, segments: [], no_error: true },
        ],
        meta: { doc: "news-1", seg_id: "17", doc_id: "3" },
      },
    ],
  },
  {
    about: "a planted error beside the errors of the translation, and a segment that has only that",
    records: [
      line("rater1", "Er sagt <v>nie</v> ja.", "Found", "HOTW-test"),
      line("rater1", 'Er <v>sagt</v> "ja".', "Accuracy/Mistranslation", "Major"),
      { ...line("rater1", "Sie geht <v>rot</v>.", "Missed", "HOTW-test", "She goes."), seg_id: "18" },
    ],
    rows: [
      {
        id: "north:news-1:17",
        prompt: 'He said "yes".',
        responses: [{ text: 'Er sagt "ja".', model: "north" }],
        labels: [
          {
            annotator: "rater1",
            kind: "human",
            response: 0,
            segments: [{ start: 3, end: 7, text: "sagt", on: "target", category: "Accuracy/Mistranslation", severity: "Major" }],
          },
        ],
        meta: { doc: "news-1", seg_id: "17", attention_checks: [{ rater: "rater1", outcome: "Found" }], doc_id: "3" },
      },
    ],
  },
];
