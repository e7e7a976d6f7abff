import { describe, expect, it } from "vitest";
import { guessMapping } from "@/lib/imports/guess-mapping";
import { mapRecord } from "@/lib/imports/map-record";

const user = (content: string) => ({ role: "user", content });
const assistant = (content: string) => ({ role: "assistant", content });

/** A record as the mapping that its own columns suggest reads it. */
const read = (record: Record<string, unknown>) => {
  const { mapping, complete } = guessMapping(Object.keys(record), [record]);
  return { complete, ...mapRecord(record, mapping) };
};

describe("columns that no format names", () => {
  it("a conversation alone ends with the response, and all before it is the prompt", () => {
    const messages = [user("Hi"), assistant("Hello"), user("Colour?"), assistant("Blue.")];
    expect(read({ prompt: "Hi", messages, source: "north" })).toMatchObject({
      complete: true,
      value: { prompt: messages.slice(0, 3), responses: [{ text: "Blue." }], labels: [], meta: { prompt: "Hi", source: "north" } },
    });
    const conversations = [
      { from: "human", value: "Colour?" },
      { from: "gpt", value: "Blue." },
    ];
    expect(read({ conversations })).toMatchObject({ value: { prompt: [user("Colour?")], responses: [{ text: "Blue." }] } });
  });

  it("conversations in a table, as JSON or as Python prints them, are conversations", () => {
    const told = { prompt: "[{'role': 'user', 'content': \"What's up?\"}]", response_a: "A", response_b: "B", winner: "b" };
    expect(read(told)).toMatchObject({ value: { prompt: [user("What's up?")], labels: [{ choice: 1 }] } });
    const answers = [assistant("A"), assistant("B")].map((turn) => JSON.stringify([user("Colour?"), turn]));
    expect(read({ question: "", output_1: answers[0], output_2: answers[1], preference: "1" })).toMatchObject({
      value: { prompt: [user("Colour?")], responses: [{ text: "A" }, { text: "B" }] },
    });
  });
});

const pair = { prompt: "Colour?", response_a: "Blue.", response_b: "Seven." };

describe("columns of annotators", () => {
  const readAll = (records: Record<string, unknown>[]) => {
    const { mapping } = guessMapping(Object.keys(records[0] ?? {}), records);
    return { mapping, rows: records.map((record) => mapRecord(record, mapping)) };
  };
  const given = (records: Record<string, unknown>[]) =>
    readAll(records).rows.map((row) =>
      row.ok ? (row.value.labels as { annotator: string; kind: string; choice?: unknown }[]) : row.reason,
    );
  const name = (label: { annotator: string; choice?: unknown }) => `${label.annotator} ${String(label.choice)}`;
  const told = (record: Record<string, unknown>) =>
    given([record]).flatMap((labels) => (typeof labels === "string" ? labels : labels.map(name)));

  it.each([
    ["numbered", { rater_1: "A", rater_2: "B", rater_3: "tie", rater_4: "" }, ["rater_1 0", "rater_2 1", "rater_3 tie"]],
    ["by letters, as no response is", { label_A: "a", label_B: "b", label_C: "tie" }, ["label_A 0", "label_B 1", "label_C tie"]],
    ["by letters, as the responses are, with sides in them", { label_a: "A", label_b: "B" }, ["label_a 0", "label_b 1"]],
    ["people\u2019s names", { Anna: "A", Björn: "B" }, ["Anna 0", "Björn 1"]],
    ["by the models' names", { model_a: "m", model_b: "n", judge1: "n", judge2: "m" }, ["judge1 1", "judge2 0"]],
    ["by the columns' names", { annotator1: "response_a", annotator2: "response_b" }, ["annotator1 0", "annotator2 1"]],
    ["none, beside a choice", { shown: "A", starts: "B", winner: "B" }, ["file 1"]],
    ["beside their majority", { annotator1: "A", annotator2: "A", majority: "A", winner: "A" }, ["annotator1 0", "annotator2 0"]],
  ])("%s: each is one annotator's", (_how, columns, labels) => {
    expect(told({ ...pair, ...columns })).toEqual(labels);
  });

  it("on a scale of seven are not taken for numbers of responses", () => {
    const rows = [1, 2, 7].map((preference) => ({ prompt: "Which?", response_a: "a", response_b: "b", preference }));
    expect(guessMapping(Object.keys(rows[0] ?? {}), rows).mapping.choice).toBeNull();
  });

  it("on a scale with signs are not taken for numbers of responses", () => {
    const rows = [-2, 0, 1].map((preference) => ({ prompt: "p", response_a: "x", response_b: "y", preference }));
    expect(guessMapping(Object.keys(rows[0] ?? {}), rows).mapping).toMatchObject({ choice: null, raters: [] });
    const counted = rows.map((row) => ({ ...row, preference: Math.abs(row.preference) % 2 }));
    expect(guessMapping(Object.keys(rows[0] ?? {}), counted).mapping.choice).toBe("preference");
  });

  it("PandaLM counts from 1, and 0 is a tie; of other sets with 0, 1 and 2 nobody knows", () => {
    const row = { instruction: "Add.", input: "1 2", response1: "3", response2: "4", annotator1: 1, annotator2: 2, annotator3: 0 };
    const read = readAll([{ ...row, cmp_key: "a_b", motivation_app: "x" }]);
    expect(read.rows).toMatchObject([
      {
        value: {
          prompt: "Add.\n\n1 2",
          labels: [
            { annotator: "annotator1", kind: "human", choice: 0 },
            { annotator: "annotator2", choice: 1 },
            { annotator: "annotator3", choice: "tie" },
          ],
          meta: { cmp_key: "a_b", motivation_app: "x" },
        },
      },
    ]);
    expect(told(row)).toEqual([expect.stringContaining("annotator1: choice: 1 may be the number of a response")]);
  });

  it("of a lone response hold ratings, and a model is a judge", () => {
    expect(given([{ prompt: "p", response: "r", rater1: 4, rater2: "2", judge_1: "x".repeat(80) }])).toMatchObject([
      [
        { annotator: "rater1", kind: "human", response: 0, ratings: { score: 4 } },
        { annotator: "rater2", ratings: { score: 2 } },
      ],
    ]);
    expect(given([{ ...pair, judge: "gpt-4-0613", winner: "A" }])).toMatchObject([[{ kind: "lm", choice: 0 }]]);
    expect(given([{ ...pair, judge: "Claude", winner: "A" }])).toMatchObject([[{ kind: "human" }]]);
  });
});

describe("columns of ratings", () => {
  it("rate a lone response, by the row's annotator", () => {
    const row = { prompt: "p", response: "r", rater_id: 7, Q_overall: "Yes", is_safe: "False", quality: "4", rater_age: "gen z" };
    expect(read(row)).toMatchObject({
      value: {
        labels: [{ annotator: "7", response: 0, ratings: { Q_overall: "Yes", is_safe: false, quality: 4 } }],
        meta: { rater_age: "gen z" },
      },
    });
  });

  it("rate each of two responses where they end as the responses do", () => {
    expect(read({ ...pair, rating_a: 5, rating_b: "2" })).toMatchObject({
      value: { labels: [{ annotator: "file", aspect: "rating", ratings: [5, 2] }] },
    });
    expect(read({ ...pair, rating_a: 5, rating_c: 2 })).toMatchObject({ value: { labels: [], meta: { rating_a: 5, rating_c: 2 } } });
  });
});

describe("choices", () => {
  const choice = (winner: unknown, others: unknown[] = []) => {
    const records = [winner, ...others].map((value) => ({ ...pair, winner: value }));
    const { mapping } = guessMapping(Object.keys(pair).concat("winner"), records);
    return mapRecord(records[0] ?? {}, mapping);
  };
  it("in words may be graded, and means of verdicts are strengths", () => {
    expect(choice("A is slightly better")).toMatchObject({ value: { labels: [{ choice: 0, strength: 0.25 }] } });
    expect(choice("Response B much better")).toMatchObject({ value: { labels: [{ choice: 1, strength: 1 }] } });
    expect(choice("1.25", ["2"])).toMatchObject({ value: { labels: [{ choice: 0, strength: 0.25 }] } });
    expect(choice("1.5", ["2"])).toMatchObject({ value: { labels: [{ choice: "tie" }] } });
  });

  it("that name no side are refused with what would", () => {
    expect(choice("maybe")).toMatchObject({ ok: false, reason: expect.stringContaining("“maybe” says no side: A, B, tie") });
    expect(choice("-1")).toMatchObject({ ok: false });
  });

  it("the words of programs for what is missing answer nothing, and hide no column", () => {
    const raters = { prompt: "p", response_a: "x", response_b: "y", annotator1: "A", annotator2: "NA", annotator3: "B" };
    expect(read(raters)).toMatchObject({
      value: {
        labels: [
          { annotator: "annotator1", choice: 0 },
          { annotator: "annotator3", choice: 1 },
        ],
      },
    });
    const rated = { prompt: "p", response_a: "x", response_b: "y", choice: "N/A", helpful_a: "4", helpful_b: "NaN" };
    expect(read(rated)).toMatchObject({ ok: true, value: { labels: [{ aspect: "helpful", ratings: [4, null] }], meta: {} } });
    const none = { ...rated, helpful_a: "NA", helpful_b: "NA" };
    const { mapping } = guessMapping(Object.keys(rated), [rated]);
    expect(mapRecord(none, mapping)).toMatchObject({ ok: true, value: { labels: [] } });
  });

  it("what is chosen of more than two responses is better than each other one, by letter, number, column or a word for none", () => {
    const four = { prompt: "p", response_a: "w", response_b: "x", response_c: "y", response_d: "z" };
    const verdict = (winner: string) => read({ ...four, winner });
    const better = (best: number, ...others: number[]) => ({
      ok: true,
      value: { labels: others.map((other) => ({ choice: best, pair: [Math.min(best, other), Math.max(best, other)] })) },
    });
    expect(verdict("c")).toMatchObject(better(2, 0, 1, 3));
    expect(verdict("response_d")).toMatchObject(better(3, 0, 1, 2));
    expect(verdict("0")).toMatchObject(better(0, 1, 2, 3));
    expect(verdict("both bad")).toMatchObject({ value: { labels: Array.from({ length: 6 }, () => ({ choice: "both-bad" })) } });
    expect(verdict("e").ok).toBe(false);
  });
});
