import { expect, it } from "vitest";
import { detectReading } from "@/lib/imports/detect-reading";
import { readRows } from "@/lib/imports/read-rows";
import type { ReadRow } from "@/lib/imports/read-rows";
import { sourceOf } from "@/scripts/testing/file-source";

const read = async (...records: Record<string, unknown>[]): Promise<ReadRow[]> => {
  const source = sourceOf(records.map((record) => JSON.stringify(record)).join("\n"));
  const { reading } = await detectReading(source, "auto");
  expect(reading.format).toBe("labelbox");
  const rows: ReadRow[] = [];
  for await (const row of readRows(source, reading, { bytes: 0 })) rows.push(row);
  return rows;
};

const row = (rowData: unknown, answer = "Tie") => ({
  data_row: { id: "r", row_data: rowData },
  projects: { p: { labels: [{ annotations: { classifications: [{ name: "Best", radio_answer: { name: answer } }] } }] } },
});
const outputs = (...titles: string[]) => ({
  messages: [{ content: "Colour?" }],
  modelOutputs: titles.map((title) => ({ title, content: title })),
});

it("names the lines of Labelbox whose texts are not in the file", async () => {
  const rows = await read(row(outputs("A", "B")), row("https://example.org/1.json"), row(undefined), row({ messages: [] }));
  expect(rows.map((one) => (one.ok === true ? one.row.labels.length : one.ok === false ? [one.line, one.reason] : null))).toEqual([
    1,
    [2, "data_row.row_data: is an address; the conversation that stands there has to be in the file"],
    [3, "data_row.row_data: is missing (export with the details of data rows)"],
    [4, "data_row.row_data: holds no output of a model"],
  ]);
});

it("takes a tie of Labelbox for one between each two, and an answer that names no output for one about the whole", async () => {
  const [tied, other] = await read(row(outputs("A", "B", "C")), row(outputs("A", "B"), "Unclear question"));
  const who = { annotator: "labelbox", kind: "human" };
  expect(tied?.ok === true && tied.row.labels).toEqual(
    [
      [0, 1],
      [0, 2],
      [1, 2],
    ].map((pair) => ({ ...who, choice: "tie", pair })),
  );
  expect(other?.ok === true && other.row.labels).toEqual([{ ...who, whole: { Best: "Unclear question" } }]);
});
