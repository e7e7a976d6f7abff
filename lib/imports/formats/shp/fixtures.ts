import type { FormatFixture } from "@/lib/imports/formats/contract";

const pair = (labels: number | string) => ({
  post_id: "p1",
  domain: "askgardeners_train",
  upvote_ratio: 0.9,
  history: "Why do my tomatoes split?",
  c_root_id_A: "c1",
  c_root_id_B: "c2",
  created_at_utc_A: 20,
  created_at_utc_B: 10,
  score_A: 40,
  score_B: 8,
  human_ref_A: "They were watered too much at once.",
  human_ref_B: "Mine never do.",
  labels,
  seconds_difference: 10,
  score_ratio: 5,
});

const row = (choice: 0 | 1) => ({
  id: "p1-c1-c2",
  prompt: "Why do my tomatoes split?",
  responses: [
    { text: "They were watered too much at once.", id: "c1" },
    { text: "Mine never do.", id: "c2" },
  ],
  labels: [{ annotator: "readers", kind: "human", choice }],
  meta: {
    ...{ domain: "askgardeners_train", upvote_ratio: 0.9, created_at_utc_A: 20, created_at_utc_B: 10 },
    ...{ score_A: 40, score_B: 8, seconds_difference: 10, score_ratio: 5, post_id: "p1" },
  },
});

export const fixtures: FormatFixture[] = [
  { about: "1 is comment A", records: [pair(1)], rows: [row(0)] },
  { about: "0 is comment B, as a table writes it", records: [pair("0")], rows: [row(1)] },
];
