import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { detectReading } from "@/lib/imports/detect-reading";
import { readRows } from "@/lib/imports/read-rows";
import type { ReadRow } from "@/lib/imports/read-rows";
import type { ImportRow } from "@/lib/imports/row-schema";
import { sourceOf } from "@/scripts/testing/file-source";

// Files that are legal and unlike those of the documentation: what researchers' tools really write.

const readAll = async (bytes: Buffer | string, fileName: string): Promise<{ format: string; rows: ImportRow[]; refused: string[] }> => {
  const source = sourceOf(bytes, { fileName });
  const { reading } = await detectReading(source, "auto");
  const read: ReadRow[] = [];
  for await (const row of readRows(source, reading, { bytes: 0 })) read.push(row);
  return {
    format: reading.format,
    rows: read.flatMap((row) => (row.ok === true ? [row.row] : [])),
    refused: read.flatMap((row) => (row.ok === false ? [`${row.line}: ${row.reason}`] : [])),
  };
};

const lines = (...records: unknown[]): string => records.map((record) => JSON.stringify(record)).join("\n");
const table = "prompt,chosen,rejected\r\nWhat?,good,bad\r\n";
const texts = ({ rows }: { rows: ImportRow[] }): string[] => rows.flatMap(({ responses }) => responses.map(({ text }) => text)).sort();

describe("odd but legal files", () => {
  it("one name in composed and in decomposed letters, which is one annotator", async () => {
    const row = { prompt: "Which?", responses: [{ text: "yes" }, { text: "no" }] };
    const by = (annotator: string) => ({ ...row, labels: [{ annotator, kind: "human", choice: 0 }] });
    const { rows } = await readAll(lines(by("Jos\u00e9"), by("Jose\u0301")), "rows.jsonl");
    expect(new Set(rows.flatMap(({ labels }) => labels.map(({ annotator }) => annotator))).size).toBe(1);
  });

  it.each([
    ["UTF-16 with a mark", Buffer.from(`\ufeff${table}`, "utf16le")],
    ["UTF-16 without a mark", Buffer.from(table, "utf16le")],
    ["big-endian UTF-16 without a mark", Buffer.from(table, "utf16le").swap16()],
    ["gzip under another name", gzipSync(table)],
    ["the row numbers of a data frame", ",prompt,chosen,rejected\n0,What?,good,bad\n"],
    ["semicolons and spare columns", "prompt;chosen;rejected;note\nWhat?;good;bad;\n"],
  ])("a table as %s", async (_what, bytes) => {
    const read = await readAll(bytes, "rows.data");
    expect(read).toMatchObject({ format: "trl-preference", refused: [] });
    expect(texts(read)).toEqual(["bad", "good"]);
  });

  it("rows of ours with texts for numbers, blanks, bare responses and messages in parts", async () => {
    const parts = [
      { type: "image", image: "cat.png" },
      { type: "text", text: "What is it?" },
    ];
    const calls = [{ type: "function", function: { name: "look", arguments: "{}" } }];
    const read = await readAll(
      lines(
        {
          id: 1,
          prompt: "a",
          responses: [
            { text: "x", model: "" },
            { text: "y", id: "" },
          ],
          labels: null,
        },
        { id: 2, prompt: "b", responses: ["x", "y"], labels: [{ annotator: 7, kind: "human", choice: "1", strength: "0.75" }] },
        {
          id: 3,
          prompt: [
            { role: "user", content: parts },
            { role: "assistant", content: null, tool_calls: calls },
          ],
          responses: ["x"],
        },
      ),
      "rows.jsonl",
    );
    expect(read.refused).toEqual([]);
    expect(read.rows).toMatchObject([
      { id: "1", responses: [{ text: "x" }, { text: "y" }], labels: [] },
      { id: "2", labels: [{ annotator: "7", choice: 1, strength: 0.75 }] },
      {
        id: "3",
        prompt: [
          { role: "user", content: "What is it?" },
          { role: "assistant", content: JSON.stringify(calls) },
        ],
      },
    ]);
  });

  it("a document of one line whose records stand under a name", async () => {
    const row = { id: "1", prompt: "q", responses: [{ text: "a" }, { text: "b" }] };
    expect((await readAll(JSON.stringify({ version: 1, data: [row, { ...row, id: "2" }] }), "rows.json")).rows).toHaveLength(2);
    expect((await readAll(JSON.stringify(row), "one.json")).rows).toHaveLength(1);
  });

  it("UltraFeedback with instructions that got no completion, which are counted and left", async () => {
    const completion = {
      model: "m",
      response: "r",
      annotations: { honesty: { Rating: "N/A" }, helpfulness: { Rating: "4" } },
      overall_score: "7.5",
    };
    const read = await readAll(lines({ instruction: "i", completions: [completion] }, { instruction: "j", completions: [] }), "uf.jsonl");
    expect(read.format).toBe("ultrafeedback");
    expect(read.rows[0]?.labels).toMatchObject([{ ratings: { helpfulness: 4, overall_score: 7.5 } }]);
    expect(read.rows).toHaveLength(1);
    expect(read.refused).toEqual([]);
  });

  it("HelpSteer 3 with an annotator who gave no score", async () => {
    const read = await readAll(
      lines({
        context: [{ role: "user", content: "c" }],
        response1: "a",
        response2: "b",
        overall_preference: -2,
        individual_preference: [{ score: -2 }, { score: null }],
      }),
      "hs.jsonl",
    );
    expect(read).toMatchObject({ format: "helpsteer", refused: [] });
    expect(read.rows[0]?.labels).toMatchObject([{ choice: 0 }]);
  });

  it("columns in another order in each record, some null, some beyond the format", async () => {
    const read = await readAll(
      lines(
        { rejected: "bad", extra: { deep: [null] }, chosen: "good", prompt: "q" },
        { prompt: "r", margin: null, chosen: "good", rejected: "bad" },
      ),
      "rows.jsonl",
    );
    expect(read.rows).toHaveLength(2);
    expect(read.rows[0]?.meta).toEqual({ extra: { deep: [null] } });
  });
});
