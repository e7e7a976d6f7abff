import { Readable } from "node:stream";
import { expect, it } from "vitest";
import { textLines } from "@/lib/text-lines";

const read = async (chunks: Uint8Array[]): Promise<string[]> => {
  const lines: string[] = [];
  for await (const line of textLines(Readable.from(chunks, { objectMode: false }))) lines.push(line);
  return lines;
};

it("parts lines at \\n alone, whatever else a text holds", async () => {
  const rows = ["a\u2028b\u2029c\u0085d\ve\ff", "", "r\rr", "last 😀"];
  const lines = rows.map((row) => JSON.stringify(row));
  expect((await read([Buffer.from(`${lines.join("\n")}\n`)])).map((line) => JSON.parse(line))).toEqual(rows);
});

it("puts together what a stream cuts, also within a character", async () => {
  const bytes = Buffer.from("äöü\n😀😀\n\nend");
  expect(await read([...bytes].map((byte) => Buffer.from([byte])))).toEqual(["äöü", "😀😀", "", "end"]);
});

it("has no line where there is nothing, and none behind the last \\n", async () => {
  expect(await read([])).toEqual([]);
  expect(await read([Buffer.from("one\n")])).toEqual(["one"]);
});
