import { describe, expect, it } from "vitest";
import { chooseReading } from "@/lib/imports/choose-reading";
import { mappingSchema } from "@/lib/imports/mapping-schema";
import type { Mapping } from "@/lib/imports/mapping-schema";
import { readRows } from "@/lib/imports/read-rows";
import type { ImportRow } from "@/lib/imports/row-schema";
import type { Reading } from "@/lib/imports/schema";
import { sourceOf } from "@/scripts/testing/file-source";
import type { z } from "zod";

// Files of other tools whose columns say by no name what they hold, read by columns that somebody named.

const lines = (...records: unknown[]): string => records.map((record) => JSON.stringify(record)).join("\n");

const readBy = async (
  text: string,
  mapping: z.input<typeof mappingSchema> | null,
  fileName = "rows.jsonl",
): Promise<{ rows: ImportRow[]; refused: string[] }> => {
  const source = sourceOf(text, { fileName });
  const told: Mapping | null = mapping && mappingSchema.parse(mapping);
  const reading: Reading = { container: "jsonl", format: "columns", columns: {}, mapping: told, annotator: null, members: null };
  const chosen = await chooseReading(source, { format: "auto", mapping: told ? { name: "map.json", reading } : undefined, saved: [] });
  const rows: ImportRow[] = [];
  const refused: string[] = [];
  for await (const row of readRows(source, chosen.reading, { bytes: 0 })) {
    if (row.ok === true) rows.push(row.row);
    if (row.ok === false) refused.push(`${row.line}: ${row.reason}`);
  }
  return { rows, refused };
};

describe("columns named by hand", () => {
  const german =
    "Frage;Antwort_A;Antwort_B;Präferenz;Person;Begründung\nWarum?;Weil.;Darum.;links;Änne;Klarer\nWie?;So.;Anders.;gleich gut;Bo;\nWann?;Jetzt.;Nie.;;Bo;\n";
  const columns = {
    prompt: "Frage",
    responses: ["Antwort_A", "Antwort_B"],
    choice: "Präferenz",
    annotator: "Person",
    rationale: "Begründung",
  };
  const words = { links: "A", rechts: "B", "gleich gut": "tie" } as const;

  it("read a table with headers and answers in another language; what it lacks is named", async () => {
    await expect(readBy(german, null, "t.csv")).rejects.toMatchObject({
      userMessage: expect.stringMatching(/cannot be told.*Antwort_A.*--map/),
    });
    const read = await readBy(german, { ...columns, words }, "t.csv");
    expect(read.refused).toEqual([]);
    expect(read.rows.map(({ labels }) => labels)).toEqual([
      [{ annotator: "Änne", kind: "human", choice: 0, rationale: "Klarer" }],
      [{ annotator: "Bo", kind: "human", choice: "tie" }],
      [],
    ]);
    expect((await readBy(german, columns, "t.csv")).refused).toEqual([
      expect.stringMatching(/^2: .*“links” says no side/),
      expect.stringMatching(/^3: .*“gleich gut” says no side/),
    ]);
    await expect(readBy(german, { ...columns, prompt: "Prompt" }, "t.csv")).rejects.toMatchObject({
      userMessage: expect.stringMatching(/not all the columns that map\.json names.*Frage/),
    });
  });

  it("read a scale with signs, whose places stand for sides", async () => {
    const told = {
      prompt: "q",
      responses: ["x", "y"],
      choice: "s",
      words: { "-2": "A", "-1": "A", "0": "tie", "1": "B", "2": "B" },
    } as const;
    const read = await readBy("q,x,y,s\na,1,2,-2\nb,1,2,0\nc,1,2,1\nd,1,2,constructor\n", { ...told, responses: ["x", "y"] }, "t.csv");
    expect(read.rows.map(({ labels: [label] }) => label?.choice)).toEqual([0, "tie", 1]);
    expect(read.refused).toEqual([expect.stringContaining("“constructor” says no side")]);
  });

  it("read doccano's classes of a text, one or several, and refuse its spans", async () => {
    const told = { id: "id", responses: ["text"], ratings: [{ name: "class", columns: ["label"] }] };
    const text = lines(
      { id: 1, text: "Good.", label: ["pos"] },
      { id: 2, text: "So so.", label: ["pos", "neg"] },
      { id: 3, text: "New.", label: [] },
      { id: 4, text: "Berlin.", label: [[0, 6, "LOC"]] },
    );
    await expect(readBy(text, null)).rejects.toMatchObject({ userMessage: expect.stringContaining("--map") });
    const read = await readBy(text, told);
    expect(read.rows.map(({ labels: [label] }) => label?.ratings)).toEqual([{ class: ["pos"] }, { class: ["pos", "neg"] }, undefined]);
    expect(read.refused).toEqual([expect.stringMatching(/^4: label: is neither a number nor a word/)]);
  });

  it("read LLaMA-Factory's list of a better and another answer, whose place says nothing then", async () => {
    const rows = [..."abcdefghij"].map((q) => ({ instruction: q, input: "", output: [`good ${q}`, `bad ${q}`] }));
    const read = await readBy(lines(...rows, { instruction: "k", input: "", output: ["alone"] }), {
      ...{ prompt: "instruction", context: "input", responses: ["output.0", "output.1"] },
      chosenFirst: true,
    });
    expect(read.rows.map(({ responses, labels: [label] }) => responses[Number(label?.choice)]?.text)).toEqual(
      rows.map(({ output: [good] }) => good),
    );
    expect(new Set(read.rows.map(({ labels: [label] }) => label?.choice))).toEqual(new Set([0, 1]));
    expect(read.refused).toEqual([expect.stringMatching(/^11: has no column “output\.1”/)]);
  });

  it("read SEAHORSE's questions about a summary of which the article is not there", async () => {
    const header = "gem_id\tworker_lang\tsummary\tmodel\tquestion1\tquestion2\n";
    const told = {
      ...{ responses: ["summary"], models: ["model"] },
      ratings: ["question1", "question2"].map((column, i) => ({ name: ["comprehensible", "repetition"][i] ?? "", columns: [column] })),
    };
    const read = await readBy(
      `${header}x-1\ten-US\tA town floods.\tt5\tYes\tUnsure\nx-1\ten-US\tA town burns.\tmt5\tNo\t\n`,
      told,
      "s.tsv",
    );
    expect(read.rows.map(({ responses: [response], labels: [label] }) => [response?.model, label?.ratings])).toEqual([
      ["t5", { comprehensible: "Yes", repetition: "Unsure" }],
      ["mt5", { comprehensible: "No" }],
    ]);
  });

  it("read Prodigy's classes of a text, and its options where they are responses", async () => {
    const classes = ["good", "bad"].map((id) => ({ id, text: id.toUpperCase() }));
    const task = { _input_hash: 1, options: classes, answer: "accept", _annotator_id: "ann" };
    const text = lines({ ...task, text: "A reply", accept: ["good"] }, { ...task, _input_hash: 2, text: "Another", accept: ["bad"] });
    await expect(readBy(text, null)).rejects.toMatchObject({ userMessage: expect.stringContaining("--map") });
    const told = { responses: ["text"], annotator: "_annotator_id" };
    const rated = await readBy(text, { ...told, ratings: [{ name: "verdict", columns: ["accept.0"] }] });
    expect(rated.rows.map(({ labels: [label] }) => label)).toMatchObject([
      { annotator: "ann", response: 0, ratings: { verdict: "good" } },
      { annotator: "ann", response: 0, ratings: { verdict: "bad" } },
    ]);
    const pair = {
      options: [
        { id: "l", text: "One" },
        { id: "r", text: "Two" },
      ],
      text: "Count",
    };
    const chosen = await readBy(lines({ ...pair, accept: ["r"] }, { ...pair, text: "Again", accept: [] }, { text: "None", options: [] }), {
      prompt: "text",
      responses: ["options.0.text", "options.1.text"],
      choice: "accept",
      words: { l: "A", r: "B" },
    });
    expect(chosen.rows).toMatchObject([
      { prompt: "Count", responses: [{ text: "One" }, { text: "Two" }], labels: [{ choice: 1 }] },
      { labels: [] },
    ]);
    expect(chosen.refused).toEqual([expect.stringMatching(/^3: has no column “options\.0\.text”, “options\.1\.text”/)]);
  });

  it("read Potato's answers about a text, from its lines and from its table", async () => {
    const record = (user: string, label: string) => ({
      user_id: user,
      instance_id: "i1",
      displayed_text: "A reply",
      label_annotations: { quality: { [label]: label }, safe: { yes: "true" } },
      span_annotations: [],
    });
    const told = { responses: ["displayed_text"], annotator: "user_id" };
    const ratings = [
      { name: "quality", columns: ["label_annotations.quality.*"] },
      { name: "safe", columns: ["label_annotations.safe.yes"] },
    ];
    const read = await readBy(lines(record("ann", "4"), record("bo", "2")), { ...told, ratings });
    expect(read.rows.map(({ labels: [label] }) => label)).toMatchObject([
      { annotator: "ann", ratings: { quality: 4, safe: true } },
      { annotator: "bo", ratings: { quality: 2, safe: true } },
    ]);
    const table = "user\tinstance_id\tdisplayed_text\tquality:::slider\nann\ti1\tA reply\t7\nbo\ti1\tA reply\t\n";
    const tabled = await readBy(
      table,
      { responses: ["displayed_text"], annotator: "user", ratings: [{ name: "quality", columns: ["quality:::slider"] }] },
      "annotated_instances.tsv",
    );
    expect(tabled.rows.map(({ labels }) => labels)).toMatchObject([[{ annotator: "ann", ratings: { quality: 7 } }], []]);
  });
});
