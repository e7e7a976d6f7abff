import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeCsv } from "@/lib/exports/containers/csv";
import { writeParquet } from "@/lib/exports/containers/parquet";
import type { Asked, Entry, FormatContext } from "@/lib/exports/formats/contract";
import { formats } from "@/lib/exports/formats/registry";
import { storedRecipeSchema } from "@/lib/exports/schema";
import { findSource } from "@/lib/imports/containers/find-source";
import { detectReading } from "@/lib/imports/detect-reading";
import { readRows } from "@/lib/imports/read-rows";
import type { ReadRow } from "@/lib/imports/read-rows";
import type { ImportRow } from "@/lib/imports/row-schema";
import { kindOf } from "@/lib/kinds/registry";
import { plainAnswer } from "@/scripts/testing/plain-answer";

// What is read from a table that we wrote is what is read from our lines: tables hold what has no fixed shape as a text.

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "plumbline-containers-"));
});
afterAll(() => rm(folder, { recursive: true }));

const kind = kindOf("pairwise");
const asked: Asked = { kind, config: kind.defaultConfig, question: "overall", campaign: "pairs", extras: [] };
const recipe = storedRecipeSchema.parse({
  resolved: { campaignId: "pairs", aggregationId: null, question: "overall", readAt: "2026-11-21T00:00:00.000Z" },
});
const response = { answers: { overall: { choice: "tie" } } };
const prompts: Entry["prompt"][] = [
  'Why is "x" quoted?',
  '"All of it is quoted"',
  "[1, 2] is a list",
  "one\u2028line of Unicode's\u2029own\u0085",
  [
    { role: "user", content: "One\ntwo" },
    { role: "assistant", content: "שלום" },
    { role: "user", content: "e\u0301 😀?" },
  ],
];
const entries = prompts.map((prompt, i): Entry => ({
  item: `i${i}`,
  prompt,
  media: null,
  candidates: ["null", '{"a": 1}'].map((text) => ({ text: `${text} ${i}`, model: "m", id: null, media: null })),
  source: null,
  license: null,
  meta: { language: "en" },
  promptHash: `${i}`,
  split: "train",
  tasks: [],
  answers: ["ada", "judge"].map((annotator) => ({
    unitKey: "0-1",
    annotator,
    source: annotator === "ada" ? "human" : "lm",
    response,
    asked,
    forms: kind.normalise(asked.config, "0-1", response),
    counted: true,
    ...plainAnswer,
  })),
  outcomes: [],
}));
const context: FormatContext = { asked, shape: "conversational", recipe, mostResponses: 2, written: () => 0 };

/** What lines leave out is null or blank in a table. */
const told = ({ id, prompt, responses, labels }: ImportRow): unknown => ({
  id,
  prompt,
  responses: responses.map(({ text, model }) => [text, model ?? ""]),
  labels,
});

const readFile = async (file: string): Promise<{ format: string; read: unknown[] }> => {
  const source = await findSource(file);
  const { reading } = await detectReading(source, "auto");
  const read: ReadRow[] = [];
  for await (const row of readRows(source, reading, { bytes: 0 })) read.push(row);
  return { format: reading.format, read: read.map((row) => (row.ok === true ? told(row.row) : row)) };
};

it.each(["plumbline", "arena", "oasst-trees", "oasst-messages", "argilla", "argilla-flat", "label-studio"] as const)(
  "%s: rows of Parquet and of CSV are read as those of lines",
  async (format) => {
    const rows = entries.flatMap((entry) => formats[format].write(entry, context).flatMap((part) => ("rows" in part ? part.rows : [])));
    const lines = path.join(folder, `${format}.jsonl`);
    await writeFile(lines, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    const columns = formats[format].columns(context);
    const { size } = await stat(lines);
    await writeParquet({ path: lines, rows: rows.length, bytes: size, longest: size }, path.join(folder, `${format}.parquet`), columns);
    await writeCsv(lines, path.join(folder, `${format}.csv`), columns);
    const expected = await readFile(lines);
    expect(JSON.stringify(expected.read).match(/"annotator":"ada"/g)).toHaveLength(entries.length);
    expect(await readFile(path.join(folder, `${format}.parquet`))).toEqual(expected);
    expect(await readFile(path.join(folder, `${format}.csv`))).toEqual(expected);
  },
);

it("reads of Argilla's columns in CSV no response that a record lacks, and an empty one of a pair", async () => {
  const file = path.join(folder, "lacking.csv");
  const asked = "overall.responses,overall.responses.users,overall.responses.status";
  const given = (value: string) => `"[${value}]","[""ada""]","[""submitted""]"`;
  const lines = [
    `id,status,prompt,response_1,response_2,${asked}`,
    `a,completed,p,one,,${given("4")}`,
    `b,completed,p,one,,${given('""response_1""')}`,
  ];
  await writeFile(file, `${lines.join("\n")}\n`);
  const { format, read } = await readFile(file);
  expect(format).toBe("argilla");
  expect(read).toEqual([
    {
      id: "a",
      prompt: "p",
      responses: [["one", ""]],
      labels: [expect.objectContaining({ annotator: "ada", response: 0, ratings: { overall: 4 } })],
    },
    {
      id: "b",
      prompt: "p",
      responses: [
        ["one", ""],
        ["", ""],
      ],
      labels: [expect.objectContaining({ annotator: "ada" })],
    },
  ]);
});
