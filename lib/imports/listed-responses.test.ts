import { describe, expect, it } from "vitest";
import { detectReading } from "@/lib/imports/detect-reading";
import { keepNamesIn } from "@/lib/imports/metadata-columns";
import { readRows } from "@/lib/imports/read-rows";
import type { ImportRow } from "@/lib/imports/row-schema";
import { settleBase } from "@/lib/imports/settle-base";
import { sourceOf } from "@/scripts/testing/file-source";

// Rows that list their responses, with a verdict beside the list.

const readAll = async (records: object[]) => {
  const source = sourceOf(records.map((record) => JSON.stringify(record)).join("\n"), { fileName: "rows.jsonl", chunkBytes: 65_536 });
  const { reading, columns } = await detectReading(source, "auto");
  const rows: ImportRow[] = [];
  const refused: string[] = [];
  const kept: string[] = [];
  const keep = keepNamesIn(kept, reading, columns);
  for await (const read of readRows(source, await settleBase(source, reading), { bytes: 0 })) {
    if (read.ok === true) {
      rows.push(read.row);
      keep(read.row);
    }
    if (read.ok === false) refused.push(read.reason);
  }
  return { format: reading.format, rows, refused, kept };
};

const row = { prompt: "p", responses: ["x", "y"] };
const choices = ({ rows }: { rows: ImportRow[] }): unknown[] => rows.flatMap(({ labels }) => labels.map(({ choice }) => choice));

describe("a verdict beside listed responses", () => {
  it("is read by number, word and model, with who gave it and why", async () => {
    const numbered = await readAll([0, 1, 1].map((preference) => ({ ...row, preference, annotator: "ada", rationale: "shorter" })));
    expect([choices(numbered), numbered.kept]).toEqual([[0, 1, 1], []]);
    expect(numbered.rows[0]?.labels).toEqual([{ annotator: "ada", kind: "human", choice: 0, rationale: "shorter" }]);
    const named = await readAll(["b", "tie"].map((choice) => ({ ...row, choice })));
    expect(choices(named)).toEqual([1, "tie"]);
    const models = [
      { text: "x", model: "m" },
      { text: "y", model: "n" },
    ];
    const won = await readAll([{ ...row, responses: models, winner: "n" }]);
    expect([choices(won), won.kept, won.rows[0]?.responses.map(({ text, model }) => [text, model])]).toEqual([
      [1],
      [],
      [
        ["x", "m"],
        ["y", "n"],
      ],
    ]);
  });

  it("is asked for where its numbers tell nothing, as for responses in columns", async () => {
    const { rows, refused } = await readAll([1, 1].map((preference) => ({ ...row, preference })));
    expect([rows, refused.length, refused[0]]).toEqual([[], 2, expect.stringContaining("nothing in the file decides which")]);
  });

  it("is no verdict where the row has labels, or where the lists differ in length", async () => {
    const label = { annotator: "ada", kind: "human", choice: 1 };
    const labelled = await readAll([{ ...row, labels: [label], preference: "a" }]);
    expect([labelled.format, choices(labelled), labelled.kept]).toEqual(["plumbline", [1], ["preference"]]);
    const uneven = await readAll([row, { ...row, responses: ["x", "y", "z"] }].map((one) => ({ ...one, choice: "a" })));
    expect([uneven.format, uneven.rows.length, uneven.kept]).toEqual(["plumbline", 2, ["choice"]]);
  });

  it("leaves what responses hold besides with the item", async () => {
    const { rows, kept } = await readAll([
      {
        prompt: "p",
        responses: [
          { text: "x", tokens: 7 },
          { content: "y", tokens: 2, note: "" },
        ],
      },
    ]);
    expect([rows[0]?.meta, kept]).toEqual([{ responses: [{ tokens: 7 }, { tokens: 2 }] }, ["responses"]]);
  });
});
