import type { FormatFixture } from "@/lib/imports/formats/contract";

const quotes = { title: ["Leaves (trees.example.org)"], extract: ["Leaves hold a green dye."] };
const comparison = (score: number) => ({
  question: { dataset: "triviaqa", id: "q1", full_text: "Why are leaves green?" },
  quotes_0: quotes,
  answer_0: "They hold a green dye [1].",
  tokens_0: { prefix: [1, 2], completion: [3] },
  score_0: -score,
  quotes_1: { title: [], extract: [] },
  answer_1: "Because of the sun.",
  tokens_1: { prefix: [1], completion: [4] },
  score_1: score,
});
const row = (choice: 0 | 1 | "tie", strength: number) => ({
  prompt: "Why are leaves green?",
  responses: [{ text: "They hold a green dye [1]." }, { text: "Because of the sun." }],
  labels: [{ annotator: "webgpt", kind: "human", choice, strength }],
  source: "triviaqa",
  meta: { question_id: "q1", quotes_0: quotes },
});

const table = (score: number) =>
  Object.fromEntries(
    Object.entries(comparison(score)).map(([name, value]) => [name, typeof value === "object" ? JSON.stringify(value) : String(value)]),
  );

export const fixtures: FormatFixture[] = [
  { about: "the answer with the positive score is preferred", records: [comparison(0.5), comparison(-1)], rows: [row(1, 0.75), row(0, 0)] },
  { about: "a score of zero is a tie", records: [comparison(0)], rows: [row("tie", 0.5)] },
  { about: "objects as a table holds them", records: [table(0.5)], rows: [row(1, 0.75)] },
];
