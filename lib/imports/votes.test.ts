import { describe, expect, it } from "vitest";
import { guessMapping } from "@/lib/imports/guess-mapping";
import { mapRecord } from "@/lib/imports/map-record";
import { importRowSchema } from "@/lib/imports/row-schema";
import type { ImportRow } from "@/lib/imports/row-schema";

// Counts of how many people chose which of two responses.

type Cells = Record<string, unknown>;
const pair: Cells = { prompt: "p", response_a: "x", response_b: "y" };

const mappingOf = (records: Cells[]) => guessMapping([...new Set(records.flatMap((record) => Object.keys(record)))], records).mapping;
const readAll = (records: Cells[]): (ImportRow | string)[] => {
  const mapping = mappingOf(records);
  return records.map((record) => {
    const read = mapRecord(record, mapping);
    return read.ok ? importRowSchema.parse(read.value) : read.reason;
  });
};
const labelsOf = (record: Cells) => {
  const [row] = readAll([record]);
  if (row === undefined || typeof row === "string") throw new Error(row);
  return row.labels;
};
const tally = (record: Cells): Record<string, number> =>
  labelsOf(record).reduce<Record<string, number>>(
    (counts, { choice }) => ({ ...counts, [String(choice)]: (counts[String(choice)] ?? 0) + 1 }),
    {},
  );

describe("votes", () => {
  it.each([
    [{ vote_a: 3, vote_b: 1, vote_tie: 2 }],
    [{ votes_1: "3", votes_2: "1", ties: "2" }],
    [{ num_votes_a: 3, num_votes_b: 1, num_ties: 2 }],
    [{ model_a_votes: 3, model_b_votes: 1, tie_votes: 2 }],
    [{ count_prefer_a: 3, count_prefer_b: 1, count_tie: 2 }],
  ])("are answers of as many people, ties among them: %j", (cells) => {
    expect(tally({ ...pair, ...cells })).toEqual({ 0: 3, 1: 1, tie: 2 });
  });

  it("are of people who are numbered within the row, in no order of sides", () => {
    const firsts = Array.from({ length: 40 }, (_, i) =>
      labelsOf({ ...pair, prompt: `p${i}`, response_a: `x${i}`, vote_a: 1, vote_b: 1, vote_tie: 0 }),
    );
    expect(firsts.every((labels) => new Set(labels.map(({ annotator }) => annotator)).size === 2)).toBe(true);
    const first = firsts.map((labels) => labels.find(({ annotator }) => annotator === "file, annotator 1")?.choice);
    expect(first.filter((choice) => choice === 0).length).toBeGreaterThan(8);
    expect(first.filter((choice) => choice === 1).length).toBeGreaterThan(8);
  });

  it("of one are the row's own annotator's", () => {
    expect(labelsOf({ ...pair, winner_a: "False", winner_b: "True", winner_tie: "False", annotator: "ada", rationale: "shorter" })).toEqual(
      [{ annotator: "ada", kind: "human", choice: 1, rationale: "shorter" }],
    );
  });

  it("of more people than anyone asks are one answer that leans", () => {
    expect(labelsOf({ ...pair, votes_a: 100, votes_b: 250, votes_tie: 50 })).toEqual([
      { annotator: "file", kind: "human", choice: 1, strength: 0.6875 },
    ]);
  });

  it("count for what both responses are called, and a majority beside them is nobody's", () => {
    const numbered = { prompt: "p", response_0: "x", response_1: "y", votes_0: 0, votes_1: 2, winner: "response_1" };
    expect(tally(numbered)).toEqual({ 1: 2 });
    const [row] = readAll([numbered]);
    expect(row).toMatchObject({ meta: { winner: "response_1" } });
  });

  it("are none where they may be what two or three annotators chose", () => {
    expect(
      mappingOf([
        { ...pair, vote_1: 1, vote_2: 2 },
        { ...pair, vote_1: 2, vote_2: 2 },
      ]),
    ).toMatchObject({ votes: [], raters: ["vote_1", "vote_2"] });
    const three = { prompt: "p", response_1: "x", response_2: "y", vote_1: 1, vote_2: 2, vote_3: 2 };
    expect(mappingOf([three])).toMatchObject({ votes: [], raters: ["vote_1", "vote_2", "vote_3"] });
    expect(mappingOf([{ prompt: "p", response_1: "x", response_2: "y", vote_1: 1, vote_2: 2 }]).votes).toEqual([]);
  });

  it("that are no numbers refuse their row", () => {
    const mapping = mappingOf([{ ...pair, vote_a: 3, vote_b: 0, vote_tie: 1 }]);
    expect(mapRecord({ ...pair, vote_a: 3, vote_b: "many", vote_tie: 1 }, mapping)).toEqual({
      ok: false,
      reason: "vote_b: is no number of votes",
    });
    expect(mapRecord({ ...pair, vote_a: "", vote_b: null, vote_tie: 0 }, mapping)).toMatchObject({ ok: true, value: { labels: [] } });
  });
});
