/** Rows of the import schema for every kind, the same ones each time. */

const people = ["ada", "kim", "zoe"];
const human = (annotator: string, label: object): object => ({ annotator, kind: "human", ...label });
const prompts = (index: number): string | { role: string; content: string }[] =>
  index % 5 === 4
    ? [
        { role: "user", content: `Question ${index}` },
        { role: "assistant", content: "Which one do you mean?" },
        { role: "user", content: "The second, = 2 “quoted”\nand broken 😀" },
      ]
    : `Question ${index}, “quoted”\nand broken`;

const responses = (index: number, count: number): object[] =>
  Array.from({ length: count }, (_, ordinal) => ({
    text: `Answer ${ordinal} to ${index}.\n\nSecond line ${index * 7 + ordinal}.`,
    model: `model-${ordinal}`,
  }));

const base = (index: number, count: number): object => ({
  id: `row-${index}`,
  prompt: prompts(index),
  responses: responses(index, count),
  source: index % 2 === 0 ? "even" : "odd",
  license: "Apache-2.0",
  meta: { language: "en", place: index },
});

const choices = [0, 1, "tie", 0, 1, "both-bad", 1];

export const pairRows = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({
    ...base(index, 2),
    labels: [
      ...people.map((name, who) => human(name, { choice: choices[(index + (who === 2 ? index : 0)) % choices.length] })),
      { annotator: "judge-1", kind: "lm", choice: index % 2, rationale: "It is shorter." },
    ],
  }));

export const rankingRows = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({
    ...base(index, 3),
    labels: people.map((name, who) => human(name, { ranking: index % 4 === 3 ? [[0, 2], 1] : who === 2 ? [1, 0, 2] : [0, 1, 2] })),
  }));

export const ratingRows = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({
    ...base(index, 2),
    labels: people.flatMap((name, who) =>
      [0, 1].map((response) =>
        human(name, { response, ratings: { overall: 1 + ((index + who + response * 2) % 5), honesty: 1 + (index % 3) } }),
      ),
    ),
  }));

export const markedRows = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({
    ...base(index, 1),
    labels: people.map((name) =>
      human(name, {
        response: 0,
        segments: index % 3 === 2 ? [] : [{ start: 0, end: 6, on: "target", category: "wording", severity: "Minor" }],
        ...(index % 3 === 2 ? { no_error: true } : { correction: `Reply 0 to ${index}.\n\nSecond line ${index * 7}.` }),
      }),
    ),
  }));
