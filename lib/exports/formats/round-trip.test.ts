import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Asked, Entry, EntryAnswer, EntryOutcome, FormatContext, Format } from "@/lib/exports/formats/contract";
import { formats } from "@/lib/exports/formats/registry";
import { asMessages, promptText } from "@/lib/exports/formats/text";
import type { Row, RowShape } from "@/lib/exports/formats/text";
import { storedRecipeSchema } from "@/lib/exports/schema";
import type { FileSource } from "@/lib/imports/containers/file-source";
import { detectReading } from "@/lib/imports/detect-reading";
import { readRows } from "@/lib/imports/read-rows";
import type { ImportRow } from "@/lib/imports/row-schema";
import type { Prompt } from "@/lib/kinds/contract";
import { kindOf } from "@/lib/kinds/registry";
import { createRandom } from "@/lib/ml/random/random";
import { plainAnswer } from "@/scripts/testing/plain-answer";

/** What is written in a format that imports read comes back as it was: 1,000 generated pairs each, as far as the format can say them. */

const count = 1_000;
const kind = kindOf("pairwise");
const asked: Asked = { kind, config: kind.defaultConfig, question: "overall", campaign: "pairs", extras: [] };
const recipe = storedRecipeSchema.parse({
  margin: "none",
  resolved: { campaignId: "pairs", aggregationId: null, question: "overall", readAt: "2026-11-21T00:00:00.000Z" },
});

const pieces = [
  "plain words",
  '“quotes” and "straight" ones',
  "a line\nand another",
  "tab\there",
  "comma, semicolon;",
  "=SUM(A1)",
  "\\n is no line",
  "emoji 😀",
  "e\u0301 in two parts",
  "日本語",
  "'apostrophe",
  '{"json": [1]}',
  "<b>tags</b>",
  "0",
  "null",
];

/** What a crowd had said of the texts of some items before they came to us. */
const crowdMarks = (index: number): Entry["meta"] => {
  const marks = { quality: { value: (index % 5) / 4, count: 1 + (index % 3) }, toxicity: { value: 0.25, count: 2 } };
  return index % 3 > 0 ? {} : { prompt_marks: marks, crowd_marks: [null, marks] };
};

const generate = (seed: number): Entry[] => {
  const random = createRandom(seed);
  const words = (): string => Array.from({ length: 1 + random.integer(4) }, () => pieces[random.integer(pieces.length)] ?? "").join(" ");
  return Array.from({ length: count }, (_, index): Entry => {
    const prompt: Prompt =
      random.integer(4) === 0
        ? [
            { role: "user", content: `${words()} ${index}` },
            { role: "assistant", content: words() },
            { role: "user", content: words() },
          ]
        : `${words()} ${index}`;
    const choices = Array.from({ length: 1 + random.integer(3) }, () => ([0, 1, "tie", "both-bad"] as const)[random.integer(4)] ?? 0);
    const answers = choices.map((choice, who): EntryAnswer => {
      const response = { answers: { overall: { choice } } };
      const forms = kind.normalise(asked.config, "0-1", response);
      const source = who === 2 ? "lm" : "human";
      return {
        asked,
        unitKey: "0-1",
        annotator: `${source}-${who}`,
        source,
        response,
        forms,
        counted: true,
        ...plainAnswer,
      };
    });
    // Answers that differ at the front, as those of two models do: what is common would else be taken for the prompt's.
    const candidates = ["First", "Second"].map((name, ordinal) => ({
      text: `${name} ${index}: ${words()}`,
      model: `model-${ordinal}`,
      id: null,
      media: null,
    }));
    const best = random.integer(2);
    const side = (ordinal: number) => ({ text: candidates[ordinal]?.text ?? "", model: `model-${ordinal}`, ordinal });
    const outcome: EntryOutcome = {
      unitKey: "0-1",
      part: "",
      reason: null,
      chosen: side(best),
      rejected: side(1 - best),
      margin: null,
      weight: 1,
      pChosen: 0.9,
    };
    return {
      item: `item-${index}`,
      prompt,
      media: null,
      candidates,
      source: "generated",
      license: null,
      meta: { language: "en", ...crowdMarks(index) },
      promptHash: `${index}`,
      split: "train",
      tasks: [],
      answers,
      outcomes: [outcome],
    };
  });
};

/** Rows of a file as an import reads them, recognised by looking. */
const readBack = async (format: string, rows: Row[]): Promise<ImportRow[]> => {
  const bytes = Buffer.from(rows.map((row) => JSON.stringify(row)).join("\n"));
  const source: FileSource = { fileName: "x.jsonl", byteSize: bytes.length, path: null, open: () => Readable.from([bytes]) };
  const { reading, needsMapping } = await detectReading(source, "auto");
  expect({ format: reading.format, needsMapping }).toEqual({ format, needsMapping: false });
  const read: ImportRow[] = [];
  for await (const row of readRows(source, reading, { bytes: 0 })) {
    if (row.ok === false) throw new Error(`line ${row.line}: ${row.reason}`);
    if (row.ok === true) read.push(row.row);
  }
  return read;
};

type Said = { turns: [string, string][]; responses: string[]; votes: string[] };

const sayTurns = (prompt: Prompt): Said["turns"] => asMessages(prompt).map(({ role, content }) => [role, content]);
const labelSchema = z.object({
  annotator: z.string(),
  choice: z.union([z.number(), z.string()]).optional(),
  ratings: z.unknown().optional(),
});

/** Rows about one item together; in the order of their texts, since files may turn pairs round. */
const gather = (said: Said[]): Said[] => {
  const items = new Map<string, Said>();
  for (const { turns, responses, votes } of said) {
    const sorted = responses.toSorted();
    const key = JSON.stringify([turns, sorted]);
    const known = items.get(key) ?? { turns, responses: sorted, votes: [] };
    items.set(key, { ...known, votes: [...known.votes, ...votes].toSorted() });
  }
  return [...items].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
};

/** What each label says, with whose it is where the format tells that. Scores beside a preference are labels of their own. */
const votesOf = (row: ImportRow, named: boolean): string[] =>
  row.labels.flatMap((label) => {
    const { annotator, choice, ratings } = labelSchema.parse(label);
    if (Array.isArray(ratings)) return [];
    if (choice === undefined) return Object.values(z.record(z.string(), z.boolean()).parse(ratings)).join();
    const better = typeof choice === "number" ? row.responses[choice]?.text : choice;
    return named ? `${annotator}: ${better}` : String(better);
  });

type Case = {
  format: keyof typeof formats;
  reads: string;
  shape?: RowShape;
  /** conversations are written as one text */
  flat?: boolean;
  /** preferred: what the answers came to. each: every answer, by name. alone: each response by itself. none: places alone */
  says?: "preferred" | "each" | "alone" | "none";
};

const cases: Case[] = [
  { format: "trl-preference", reads: "trl-preference", shape: "conversational" },
  { format: "trl-preference-implicit", reads: "trl-preference", shape: "conversational" },
  { format: "openrlhf", reads: "trl-preference" },
  { format: "openai-preference", reads: "trl-preference" },
  { format: "alignment-handbook", reads: "trl-preference" },
  { format: "hh-rlhf", reads: "hh-rlhf" },
  { format: "rewardbench", reads: "rewardbench", flat: true },
  { format: "arena", reads: "arena", says: "each" },
  { format: "argilla", reads: "argilla", flat: true, says: "each" },
  { format: "label-studio", reads: "label-studio", flat: true, says: "each" },
  { format: "argilla-flat", reads: "argilla", flat: true, says: "each" },
  { format: "trl-unpaired", reads: "trl-unpaired", shape: "conversational", says: "alone" },
  { format: "oasst-trees", reads: "oasst-trees", says: "none" },
  { format: "oasst-messages", reads: "oasst-messages", says: "none" },
  { format: "plumbline", reads: "plumbline", says: "each" },
];

const entries = generate(11);

const written = (format: Format, shape: RowShape): Row[] => {
  const rows: Row[] = [];
  const context: FormatContext = { asked, shape, recipe, mostResponses: 2, written: () => rows.length };
  for (const entry of entries) for (const part of format.write(entry, context)) if ("rows" in part) rows.push(...part.rows);
  return rows;
};

const answerOf = ({ candidates }: Entry, { annotator, forms }: EntryAnswer): string => {
  const [form] = forms;
  if (form?.form !== "comparison") throw new Error("no comparison");
  const better = form.outcome === "first" ? candidates[0]?.text : form.outcome === "second" ? candidates[1]?.text : form.outcome;
  return `${annotator}: ${better}`;
};

const expected = ({ flat = false, says = "preferred" }: Case): Said[] =>
  entries.flatMap((entry) => {
    const turns: Said["turns"] = flat ? [["user", promptText(entry.prompt)]] : sayTurns(entry.prompt);
    const chosen = entry.outcomes.flatMap((outcome) => (outcome.reason === null ? [outcome.chosen.text] : []));
    const responses = entry.candidates.map(({ text }) => text);
    if (says === "alone") return responses.map((text) => ({ turns, responses: [text], votes: [String(chosen.includes(text))] }));
    const votes = { preferred: chosen, each: entry.answers.map((answer) => answerOf(entry, answer)), none: [] }[says];
    return [{ turns, responses, votes }];
  });

describe("written and read again", () => {
  it.each(cases)("$format", async (one) => {
    const read = await readBack(one.reads, written(formats[one.format], one.shape ?? "standard"));
    const said = read.map((row): Said => ({
      turns: sayTurns(row.prompt),
      responses: row.responses.map(({ text }) => text),
      votes: one.says === "none" ? [] : votesOf(row, one.says === "each"),
    }));
    // Trees have a place for each earlier answer too: those come in as items with one response.
    const whole = one.reads.startsWith("oasst") ? said.filter(({ responses }) => responses.length > 1) : said;
    expect(gather(whole)).toEqual(gather(expected(one)));
  });

  it.each(["oasst-trees", "oasst-messages"] as const)("%s, with the marks that a crowd gave", async (format) => {
    const read = await readBack(format, written(formats[format], "standard"));
    const marked = read.filter(({ responses }) => responses.length > 1);
    expect(marked.map(({ meta }) => [meta?.prompt_marks, meta?.crowd_marks])).toEqual(
      entries.map(({ meta }) => [meta.prompt_marks, meta.crowd_marks]),
    );
  });

  it("trl-stepwise, line by line", async () => {
    const segment = kindOf("segment");
    const marked: Asked = { ...asked, kind: segment, config: segment.defaultConfig, question: "spans" };
    const steps = (entry: Entry): string[] => (entry.candidates[0]?.text ?? "").split("\n").filter((line) => line.trim() !== "");
    const rows = entries.slice(0, 200).flatMap((entry, index) => {
      const [first = ""] = steps(entry);
      const spans = index % 2 === 0 ? [{ on: "target", start: 0, end: first.length }] : [];
      const consensus = {
        choice: spans.length > 0 ? "error" : "no error",
        posterior: {},
        pChoice: 1,
        labels: 1,
        strength: null,
        detail: { spans },
      };
      const task = { unitKey: "0", part: "", isGold: false, consensus };
      const context: FormatContext = { asked: marked, shape: "standard", recipe, mostResponses: 2, written: () => 0 };
      return formats["trl-stepwise"].write({ ...entry, tasks: [task] }, context).flatMap((part) => ("rows" in part ? part.rows : []));
    });
    const read = await readBack("trl-stepwise", rows);
    expect(read.map((row) => row.responses[0]?.text)).toEqual(entries.slice(0, 200).map((entry) => steps(entry).join("\n")));
    const wrong = read.map(({ labels }) => z.object({ segments: z.array(z.object({ text: z.string() })) }).parse(labels[0]).segments);
    expect(wrong).toEqual(entries.slice(0, 200).map((entry, index) => (index % 2 === 0 ? [{ text: steps(entry)[0] }] : [])));
  });

  it("trl-stepwise, step by step where the file told steps of several lines", async () => {
    const segment = kindOf("segment");
    const row = { prompt: "p", completions: ["one", "two\n\nthree", "", "four"], labels: [true, false, true, true] };
    const [read] = await readBack("trl-stepwise", [row]);
    const [template] = entries;
    if (!read || !template) throw new Error("nothing was read");
    const candidates = read.responses.map(({ text }) => ({ text, model: null, id: null, media: null }));
    const consensus = {
      choice: "error",
      posterior: {},
      pChoice: 1,
      labels: 1,
      strength: null,
      detail: { spans: read.labels[0]?.segments },
    };
    const entry = {
      ...template,
      prompt: "p",
      candidates,
      meta: read.meta ?? {},
      tasks: [{ unitKey: "0", part: "", isGold: false, consensus }],
    };
    const marked: Asked = { ...asked, kind: segment, config: segment.defaultConfig, question: "spans" };
    const context: FormatContext = { asked: marked, shape: "standard", recipe, mostResponses: 1, written: () => 0 };
    const back = formats["trl-stepwise"].write(entry, context).flatMap((part) => ("rows" in part ? part.rows : []));
    expect(back).toEqual([row]);
  });
});
