import { gzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { detectReading } from "@/lib/imports/detect-reading";
import { contentHashOf, promptHashOf, titleOf } from "@/lib/imports/identity";
import type { FileSource } from "@/lib/imports/containers/file-source";
import { readRows } from "@/lib/imports/read-rows";
import type { ReadRow } from "@/lib/imports/read-rows";
import { readingSchema } from "@/lib/imports/schema";
import { limits } from "@/lib/imports/row-schema";
import type { Reading } from "@/lib/imports/schema";
import { recordSplitter } from "@/lib/imports/containers/split-record";
import { gzipBomb } from "@/scripts/testing/bombs";
import { sourceOf } from "@/scripts/testing/file-source";

const ours: Reading = readingSchema.parse({ container: "jsonl", format: "plumbline" });

const fileOf = (bytes: Buffer | string, chunkBytes = 7): FileSource => sourceOf(bytes, { chunkBytes });

const readAll = async (source: FileSource, reading?: Reading): Promise<ReadRow[]> => {
  const rows: ReadRow[] = [];
  for await (const row of readRows(source, reading ?? (await detectReading(source, "auto")).reading, { bytes: 0 })) rows.push(row);
  return rows;
};

const row = (id: string, more: Record<string, unknown> = {}): string =>
  JSON.stringify({ id, prompt: `Question ${id}`, responses: [{ text: "one" }, { text: "two" }], ...more });

const refusals = (rows: ReadRow[]): [number, string][] =>
  rows.flatMap((read) => (read.ok ? [] : [[read.line, read.reason] as [number, string]]));

describe("JSON lines", () => {
  it("take a bare NaN, as Python writes one, for a number that is missing, and leave the word alone in texts", async () => {
    const line = `{"id": "a", "prompt": "is NaN a number", "responses": [{"text": "\\"NaN\\" is"}], "meta": {"age": NaN, "far": -Infinity}}`;
    const [read] = await readAll(fileOf(line), ours);
    expect(read?.ok === true && read.row).toMatchObject({
      prompt: "is NaN a number",
      responses: [{ text: '"NaN" is' }],
      meta: { age: null, far: null },
    });
  });

  it("names every kind of broken line by its number and reads the rest", async () => {
    const text = Buffer.concat([
      Buffer.from(`\ufeff${row("1")}\r\n`),
      Buffer.from("{not json\n"),
      Buffer.from("\n"),
      Buffer.from(`${row("4", { prompt: 5 })}\n`),
      Buffer.concat([Buffer.from('{"id":"5","prompt":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}\n')]),
      Buffer.from(`${row("6", { meta: { note: "\u0000" } })}\n`),
      Buffer.from('{"id":"7","prompt":"\\ud800","responses":[{"text":"a"}]}\n'),
      Buffer.from(`${row("8", { responses: [] })}\n`),
      Buffer.from("[1,2]\n"),
      Buffer.from(`{"id":"10","prompt":"p","responses":[{"text":"a"}],"meta":{"x":1e999}}\n`),
      Buffer.from(`${row("11", { labels: [{ annotator: "a", kind: "robot", choice: 1 }] })}\n`),
      Buffer.from(row("12")),
    ]);
    const rows = await readAll(fileOf(text));
    expect(refusals(rows).map(([line]) => line)).toEqual([2, 4, 5, 6, 7, 8, 9, 10, 11]);
    const reasons = new Map(refusals(rows));
    expect(reasons.get(2)).toContain("is not JSON");
    expect(reasons.get(4)).toContain("prompt");
    expect(reasons.get(5)).toBe("holds bytes that are not UTF-8: save the file as UTF-8");
    expect(reasons.get(6)).toContain("NUL");
    expect(reasons.get(7)).toContain("surrogate");
    expect(reasons.get(8)).toContain("responses");
    expect(reasons.get(10)).toContain("too large");
    expect(reasons.get(11)).toContain("labels[0].kind");
    expect(rows.filter((read) => read.ok).map((read) => read.line)).toEqual([1, 12]);
  });

  it("refuses what is nested or branched beyond reason, without running out of stack", async () => {
    const deep = `{"id":"1","prompt":"p","responses":[{"text":"a"}],"meta":${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}}`;
    const wide = JSON.stringify({
      id: "2",
      prompt: "p",
      responses: [{ text: "a" }],
      meta: { list: Array.from({ length: limits.keys + 1 }, () => 0) },
    });
    const rows = await readAll(fileOf(`${deep}\n${wide}\n${row("3")}`, 65_536), ours);
    expect(refusals(rows).map(([, reason]) => reason)).toEqual([
      `is nested deeper than ${limits.depth} levels`,
      `holds more than ${limits.keys} values`,
    ]);
  });

  it("skips a line beyond the size limit and goes on", async () => {
    const source = fileOf(`${row("1")}\n${"x".repeat(limits.lineBytes + 1)}\n${row("3")}\n`, 1_000_000);
    const rows = await readAll(source, ours);
    expect(refusals(rows)).toEqual([[2, `has ${limits.lineBytes + 1} bytes; the limit is ${limits.lineBytes}`]]);
    expect(rows.at(-1)).toMatchObject({ ok: true, line: 3 });
  });

  it("unpacks gzip by its first bytes and names the place where a damaged file breaks off", async () => {
    const packed = gzipSync(`${row("1")}\n${row("2")}\n`);
    expect((await readAll(fileOf(packed))).every((read) => read.ok)).toBe(true);
    const many = gzipSync(Array.from({ length: 5_000 }, (_, i) => row(String(Math.sin(i)))).join("\n"));
    const rows = await readAll(fileOf(many.subarray(0, many.length / 2), 4_096), ours);
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.at(-1)).toMatchObject({ ok: false });
    expect(refusals(rows)).toHaveLength(1);
    expect(refusals(rows)[0]?.[1]).toContain("cannot be read, nor what follows");
  });

  it("gives up on a file that was packed to fill the disk", async () => {
    const rows = await readAll(fileOf(gzipBomb(), 65_536), ours);
    expect(refusals(rows).at(-1)?.[1]).toContain("unpacks to far more");
  });
});

describe("columns", () => {
  it("finds the columns of an arena table and reads its words for the winner", async () => {
    const csv = `question_id,model_a,model_b,prompt,response_a,response_b,winner,judge
1,alpha,beta,"Say ""hi""","Hi,
there",Hello,model_b,ann
2,alpha,beta,Q2,x,y,tie (bothbad),bob
3,alpha,beta,Q3,x,y,,bob`;
    const rows = await readAll(fileOf(csv));
    expect(rows).toMatchObject([
      {
        line: 2,
        row: {
          id: "1",
          prompt: 'Say "hi"',
          responses: [
            { text: "Hi,\nthere", model: "alpha" },
            { text: "Hello", model: "beta" },
          ],
          labels: [{ annotator: "ann", kind: "human", choice: 1 }],
        },
      },
      { line: 4, row: { labels: [{ choice: "both-bad" }] } },
      { line: 5, row: { labels: [] } },
    ]);
  });

  it("counts choices from one where the file does", async () => {
    const rows = await readAll(fileOf("prompt;response_1;response_2;label\nQ;x;y;1\nQ2;x;y;2\n"));
    expect(rows.flatMap((read) => (read.ok === true ? [read.row.labels[0]?.choice] : []))).toEqual([0, 1]);
  });

  it("reads preference rows with and without a prompt, the preferred one on either side", async () => {
    const turns = (i: number, answer: string) => [
      { role: "user", content: `Question ${i}` },
      { role: "assistant", content: answer },
    ];
    const lines = Array.from({ length: 40 }, (_, i) => JSON.stringify({ chosen: turns(i, "good"), rejected: turns(i, "bad") }));
    const rows = (await readAll(fileOf(lines.join("\n")))).flatMap((read) => (read.ok === true ? [read.row] : []));
    expect(rows).toHaveLength(40);
    expect(rows[3]?.prompt).toEqual([{ role: "user", content: "Question 3" }]);
    for (const { responses, labels } of rows) expect(responses[Number(labels[0]?.choice)]?.text).toBe("good");
    const first = rows.filter(({ labels }) => labels[0]?.choice === 0).length;
    expect(first).toBeGreaterThan(8);
    expect(first).toBeLessThan(32);
  });

  it("costs a stray quote its own line only", async () => {
    const csv = 'prompt,response_a,response_b\nq1,"a" x,b\nq2,a,b\nq3,a\nq4,"never closed,b\nq5,a,b\n';
    const rows = await readAll(fileOf(csv));
    expect(refusals(rows)).toEqual([
      [2, "goes on behind a closing quote"],
      [4, "has 2 columns where the header has 3"],
      [5, expect.stringContaining("opens a quote on line 5 that is never closed")],
    ]);
    expect(rows.filter((read) => read.ok).map((read) => read.line)).toEqual([3, 6]);
  });

  it("names the line on which a quote opened, within a record of several lines", async () => {
    const rows = await readAll(fileOf('prompt,response_a,response_b\nq1,a,b\nq2,"two\nlines","never\nclosed\n'));
    expect(refusals(rows)[0]).toEqual([
      3,
      "opens a quote on line 4 that is never closed: close it, or leave quotes out of a field that does not begin with one",
    ]);
  });

  it("splits any well-formed table as csv-parse does", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r", " ", "é") });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 }), (table) => {
        const text = table.map((cells) => cells.map((value) => `"${value.replaceAll('"', '""')}"`).join(",")).join("\n");
        const records: string[][] = [];
        let split = recordSplitter(",", 3);
        for (const line of text.split("\n")) {
          const state = split(line);
          expect(state.state).not.toBe("broken");
          if (state.state !== "done") continue;
          records.push(state.fields);
          split = recordSplitter(",", 3);
        }
        expect(records).toEqual(parse(text, { record_delimiter: "\n", relax_column_count: true }));
      }),
    );
  });
});

describe("identity", () => {
  const parsed = (more: Record<string, unknown>) => ({
    prompt: "Q",
    responses: [{ text: "a", model: "m" }, { text: "b" }],
    labels: [],
    ...more,
  });

  it("tells rows apart by id, texts and models, and by nothing else", () => {
    const hash = contentHashOf(parsed({}));
    expect(contentHashOf(parsed({ meta: { x: 1 }, source: "s" }))).toBe(hash);
    expect(contentHashOf(parsed({ prompt: [{ role: "user", content: "Q" }] }))).toBe(hash);
    expect(contentHashOf(parsed({ id: "1" }))).not.toBe(hash);
    expect(contentHashOf(parsed({ responses: [{ text: "a" }, { text: "b" }] }))).not.toBe(hash);
  });

  it("keeps prompts together that differ only in how they are written down", () => {
    expect(promptHashOf("Café ")).toBe(promptHashOf([{ role: "user", content: "Cafe\u0301" }]));
    expect(promptHashOf("a")).not.toBe(promptHashOf([{ role: "system", content: "a" }]));
  });

  it("cuts titles between characters", () => {
    const title = titleOf("𝛼".repeat(200));
    expect(/\p{Surrogate}/u.test(title)).toBe(false);
    expect(title.endsWith("…")).toBe(true);
  });
});
