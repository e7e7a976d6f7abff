import { describe, expect, it } from "vitest";
import { detectReading } from "@/lib/imports/detect-reading";
import { readRows } from "@/lib/imports/read-rows";
import { sourceOf } from "@/scripts/testing/file-source";

// Answers in the plainest shapes that people write by hand: lists in the responses' order, places, yes and no.

const pair = (i: number) => ({ prompt: `question ${i}`, response_a: `one ${i}`, response_b: `two ${i}` });
const three = (i: number) => ({ prompt: `question ${i}`, response_1: `one ${i}`, response_2: `two ${i}`, response_3: `three ${i}` });
const lone = (i: number) => ({ prompt: `question ${i}`, response: `one ${i}` });

type Answered = { annotator: string; said: unknown };

/** What each row's annotators said, by the fields that are no names. */
const read = async (
  records: readonly unknown[],
  text = records.map((record) => JSON.stringify(record)).join("\n"),
): Promise<Answered[][] | string> => {
  const source = sourceOf(text, { fileName: "rows.jsonl" });
  const { reading, needsMapping } = await detectReading(source, "auto");
  if (needsMapping) return "by hand";
  const rows: Answered[][] = [];
  for await (const row of readRows(source, reading, { bytes: 0 })) {
    if (row.ok === false) return row.reason;
    if (row.ok === true)
      rows.push(
        row.row.labels.map(({ annotator, kind: _kind, ...said }) => ({
          annotator,
          said: Object.values(said).length === 1 ? Object.values(said)[0] : said,
        })),
      );
  }
  return rows;
};
const byFile = (...said: unknown[]): Answered[][] => said.map((one) => [{ annotator: "file", said: one }]);
const numbered = (...said: unknown[]): Answered[] =>
  said.map((one, i) => ({ annotator: said.length === 1 ? "file" : `file, annotator ${i + 1}`, said: one }));

describe("lists of plain answers", () => {
  it.each([
    ["sides", [["A", "B", "tie"], ["B", "B"], ["A"]], [[0, 1, "tie"], [1, 1], [0]]],
    ["numbers, not as many as responses", [[0, 1, 1], [0, 0], [1]], [[0, 1, 1], [0, 0], [1]]],
  ])("are of as many people: %s", async (_, votes, said) => {
    expect(await read(votes.map((cell, i) => ({ ...pair(i), votes: cell })))).toEqual(said.map((row) => numbered(...row)));
  });

  it.each(["choices", "labels"])("are no answers under %s where they only say what there was to choose from", async (name) => {
    const rows = ["B", "A"].map((winner, i) => ({ ...pair(i), [name]: ["A", "B", "tie"], winner }));
    expect(await read(rows)).toEqual(byFile(1, 0));
  });

  it("are none where each of as many numbers as responses may be about one of them", async () => {
    const rows = [
      [1, 0],
      [0, 1],
      [1, 1],
    ].map((labels, i) => ({ ...pair(i), labels }));
    expect(await read(rows)).not.toEqual(expect.arrayContaining([expect.arrayContaining([expect.objectContaining({ said: 0 })])]));
  });

  it("rate a lone response", async () => {
    const rows = [
      [4, 5, 3],
      [1, 2],
    ].map((ratings, i) => ({ ...lone(i), ratings }));
    expect(await read(rows)).toEqual(
      [
        [4, 5, 3],
        [1, 2],
      ].map((row) => numbered(...row.map((rating) => ({ response: 0, ratings: { ratings: rating } })))),
    );
  });

  it("are scores where there is one of each response", async () => {
    const scores = [
      [4, 2],
      [1, 5],
    ];
    expect(await read(scores.map((cell, i) => ({ ...pair(i), scores: cell })))).toEqual(
      byFile(...scores.map((ratings) => ({ ratings, aspect: "scores" }))),
    );
    const listed = await read(scores.map((cell, i) => ({ prompt: `question ${i}`, responses: ["one", "two"], scores: cell })));
    if (typeof listed === "string") throw new Error(listed);
    expect(listed.map(([label]) => [...(label?.said as number[])].sort())).toEqual([
      [2, 4],
      [1, 5],
    ]);
  });
});

it("scores of listed responses do not replace a choice", async () => {
  const rows = ["A", "B"].map((choice, i) => ({ prompt: `question ${i}`, responses: ["one", "two"], scores: [1, 2], choice }));
  expect((await read(rows)) as Answered[][]).toEqual(
    [0, 1].map((said) => [
      { annotator: "file", said },
      { annotator: "file", said: { ratings: [1, 2], aspect: "scores" } },
    ]),
  );
});

describe("places", () => {
  it("in a column a response are a ranking, with ties and gaps", async () => {
    const ranks = [
      [1, 2, 3],
      [3, 1, 2],
      [1, 1, 2],
      [2, null, 1],
    ];
    const rows = ranks.map(([rank_1, rank_2, rank_3], i) => ({ ...three(i), rank_1, rank_2, rank_3 }));
    expect(await read(rows)).toEqual(byFile([0, 1, 2], [1, 2, 0], [[0, 1], 2], [2, 0]));
  });

  it("of two responses are a choice of whoever the row names", async () => {
    const rows = [
      [1, 2],
      [2, 1],
      [1, 1],
    ].map(([rank_a, rank_b], i) => ({ ...pair(i), rank_a, rank_b, annotator: "ann" }));
    expect(await read(rows)).toEqual([0, 1, "tie"].map((said) => [{ annotator: "ann", said }]));
    expect(
      await read(
        [
          [1, 2],
          [2, 1],
        ].map((rank, i) => ({ ...pair(i), rank })),
      ),
    ).toEqual(byFile(0, 1));
  });

  it("say nothing beside a choice", async () => {
    expect(await read([{ ...pair(0), choice: "B", rank_a: 2, rank_b: 1 }])).toEqual(byFile(1));
  });
});

describe("yes and no to one of two", () => {
  it.each([
    ["a_is_better", [true, false]],
    ["is_a_better", ["1", "0"]],
    ["A_better", ["True", "False"]],
    ["prefers_a", ["yes", "no"]],
    ["is_response_b_better", [0, 1]],
    ["b_preferred", ["No", "Yes"]],
  ])("%s", async (column, [first, second]) => {
    expect(await read([first, second].map((said, i) => ({ ...pair(i), [column]: said })))).toEqual(byFile(0, 1));
  });

  it.each([{ b_is_better: false }, { is_tie: true }])("is none beside what may tell a tie: %o", async (beside) => {
    expect(await read([{ ...pair(0), a_is_better: false, ...beside }])).toEqual([[]]);
  });
});

describe("one person's answer", () => {
  it("may be an object", async () => {
    expect(await read(["A", "B"].map((choice, i) => ({ ...pair(i), annotation: { annotator: `p${i}`, choice } })))).toEqual([
      [{ annotator: "p0", said: 0 }],
      [{ annotator: "p1", said: 1 }],
    ]);
    expect(await read([{ ...lone(0), feedback: { user_id: "u7", rating: 4, comment: "fine" } }])).toEqual([
      [{ annotator: "u7", said: { response: 0, ratings: { rating: 4 }, rationale: "fine" } }],
    ]);
  });

  it("says nothing against a choice in a column of its own", async () => {
    expect(await read([{ ...pair(0), choice: "B", annotation: { tool: "x", preference: "A" } }])).toEqual(byFile(1));
  });

  it("is left alone where it may have been taken back", async () => {
    expect(await read([{ ...pair(0), annotation: { annotator: "ann", choice: "A", status: "discarded" } }])).toEqual([[]]);
  });

  it("in a column of its own may be out of a number", async () => {
    const rows = [
      ["4/5", "3/5"],
      ["1/5", ""],
    ].map(([rater_1, rater_2], i) => ({ ...lone(i), rater_1, rater_2 }));
    const rated = (annotator: string, score: number) => ({ annotator, said: { response: 0, ratings: { score }, out_of: { score: 5 } } });
    expect(await read(rows)).toEqual([[rated("rater_1", 4), rated("rater_2", 3)], [rated("rater_1", 1)]]);
    expect(await read([...rows, { ...lone(9), rater_1: "7/10", rater_2: "2/5" }])).toContain("rater_1: “7/10” is out of 10");
  });

  it("stands under a name that others have not", async () => {
    const rated = (annotator: string, ratings: number) => ({ annotator, said: { response: 0, ratings: { ratings } } });
    expect(await read([{ ann: 4, bob: 3 }, { bob: 2, eve: 5 }, { ann: 1 }].map((ratings, i) => ({ ...lone(i), ratings })))).toEqual([
      [rated("ann", 4), rated("bob", 3)],
      [rated("bob", 2), rated("eve", 5)],
      [rated("ann", 1)],
    ]);
    // What stands in each row may as well be what was asked.
    expect(await read([{ tone: 4, wit: 3 }, { tone: 2 }].map((ratings, i) => ({ ...lone(i), ratings })))).toEqual([[], []]);
  });
});

it("records under their ids may stand in one line of any file", async () => {
  const keyed = JSON.stringify({ q1: { ...pair(1), choice: "A" }, q2: { ...pair(2), choice: "B" } });
  expect(await read([], keyed)).toEqual(byFile(0, 1));
});

it("what a system made of a source is rated by aspects in an object, as G-Eval keeps SummEval", async () => {
  const rows = [1, 2].map((i) => ({
    doc_id: `d${i}`,
    system_id: "M11",
    source: `An article of six words ${i}.`,
    reference: "r",
    system_output: `s ${i}`,
    scores: { coherence: i, overall: i + 0.5 },
  }));
  expect(await read(rows)).toEqual(byFile(...[1, 2].map((i) => ({ response: 0, ratings: { coherence: i, overall: i + 0.5 } }))));
});
