import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { containerOf, readRecords } from "@/lib/imports/containers/read-records";
import { detectReading } from "@/lib/imports/detect-reading";
import { contentHashOf } from "@/lib/imports/identity";
import { readRows } from "@/lib/imports/read-rows";
import type { ImportRow } from "@/lib/imports/row-schema";
import { sourceOf } from "@/scripts/testing/file-source";

// Published layouts as they lie about: copies through a data frame, older releases, spellings that no card names.

const user = (content: string) => ({ role: "user", content });
const assistant = (content: string) => ({ role: "assistant", content });

const readAll = async (
  bytes: Buffer | string,
  fileName = "rows.jsonl",
): Promise<{ format: string; rows: ImportRow[]; refused: string[] }> => {
  const source = sourceOf(bytes, { fileName });
  const { reading } = await detectReading(source, "auto");
  const read: { format: string; rows: ImportRow[]; refused: string[] } = { format: reading.format, rows: [], refused: [] };
  for await (const row of readRows(source, reading, { bytes: 0 })) {
    if (row.ok === true) read.rows.push(row.row);
    if (row.ok === false) read.refused.push(`${row.line}: ${row.reason}`);
  }
  return read;
};

const lines = (...records: unknown[]): string => records.map((record) => JSON.stringify(record)).join("\n");
const labels = ({ rows }: { rows: ImportRow[] }): unknown[][] => rows.map((row) => row.labels);
/** The text that each row prefers. */
const preferred = ({ rows }: { rows: ImportRow[] }): (string | undefined)[] =>
  rows.map(({ responses, labels: [label] }) => responses[Number(label?.choice)]?.text);

describe("documents", () => {
  const rows = [
    { prompt: [user("p")], chosen: [assistant("good")], rejected: [assistant('bad, "x"')] },
    { prompt: [user("q")], chosen: [assistant("fine")], rejected: [assistant("poor")] },
  ];
  const column = (name: "prompt" | "chosen" | "rejected") => Object.fromEntries(rows.map((row, i) => [i, row[name]]));

  it("of a data frame hold a column as an object with a key for each row", async () => {
    const framed = JSON.stringify({ prompt: column("prompt"), chosen: column("chosen"), rejected: column("rejected") });
    const read = await readAll(framed, "frame.json");
    expect(read).toMatchObject({ format: "trl-preference", refused: [] });
    expect(preferred(read)).toEqual(["good", "fine"]);
  });

  // What pandas 2 writes with each `orient`; a frame that was filtered keeps the numbers of its rows.
  const table = { columns: ["prompt", "chosen", "rejected"], data: rows.map((row) => [row.prompt, row.chosen, row.rejected]) };
  const numbered = (name: "prompt" | "chosen" | "rejected") => Object.fromEntries(rows.map((row, i) => [i * 3 + 5, row[name]]));
  it.each([
    ["index", Object.fromEntries(rows.map((row, i) => [i, row]))],
    ["index, of one row", { 7: rows[0] }],
    ["columns, filtered", { prompt: numbered("prompt"), chosen: numbered("chosen"), rejected: numbered("rejected") }],
    ["split", { columns: table.columns, index: [0, 1], data: table.data }],
    ["split, without its index", table],
    ["tight", { index: [0, 1], ...table, index_names: [null], column_names: [null] }],
  ])("of a data frame may be written by %s", async (orient, document) => {
    for (const text of [JSON.stringify(document), JSON.stringify(document, null, 2)]) {
      const read = await readAll(text, "frame.json");
      expect(read).toMatchObject({ format: "trl-preference", refused: [] });
      expect(preferred(read)).toEqual(orient.endsWith("one row") ? ["good"] : ["good", "fine"]);
    }
  });

  it("of a data frame by split keep the labels of rows that are words, refuse rows of other lengths and keep large numbers", async () => {
    const read = await readAll(
      '{"columns":["prompt","chosen","rejected","seen"],"index":["a","b"],"data":[["p","good","bad",1234567890123456789],["q","x"]]}',
      "frame.json",
    );
    expect(read.rows).toMatchObject([{ prompt: "p", meta: { index: "a", seen: "1234567890123456789" } }]);
    expect(read.refused).toEqual([expect.stringContaining("has 2 cells where 4 columns are named")]);
  });

  it("with a list for each split are read whole, and rows say of which they are", async () => {
    const read = await readAll(JSON.stringify({ train: rows, test: [{ ...rows[0], split: "held-out" }, rows[1]] }, null, 1), "splits.json");
    expect(read.rows.map(({ meta }) => meta?.split)).toEqual(["train", "train", "held-out", "test"]);
  });

  it("of the hub's server wrap each row, and a row that it cut off is refused", async () => {
    const wrapped = rows.map((row, i) => ({ row_idx: i, row, truncated_cells: i === 1 ? ["chosen"] : [] }));
    const read = await readAll(JSON.stringify({ features: [{ name: "prompt" }], rows: wrapped, num_rows_total: 2 }), "rows.json");
    expect(preferred(read)).toEqual(["good"]);
    expect(read.refused).toEqual([expect.stringContaining("was cut off by the server in chosen")]);
  });

  it("keep whole numbers that a double cannot hold as they stand, and leave texts alone", async () => {
    const read = await readAll(
      '{"id": 1234567890123456789, "prompt": "1234567890123456789", "chosen": "a", "rejected": "b", "score": 0.12345678901234567}',
    );
    expect(read.rows[0]).toMatchObject({ id: "1234567890123456789", prompt: "1234567890123456789", meta: { score: 0.12345678901234567 } });
  });

  // Written by pyarrow: whole numbers of eight bytes behind a column's own packing.
  const packed = Buffer.from(
    "/////6gAAAAQAAAAAAAKAAwABgAFAAgACgAAAAABBAAMAAAACAAIAAAABAAIAAAABAAAAAIAAABAAAAABAAAANj///8AAAEFEAAAABgAAAAEAAAAAAAAAAEA" +
      "AABzAAAABAAEAAQAAAAQABQACAAGAAcADAAAABAAEAAAAAAAAQIQAAAAHAAAAAQAAAAAAAAAAQAAAG4AAAAIAAwACAAHAAgAAAAAAAABQAAAAAAAAAD/////" +
      "4AAAABQAAAAAAAAADAAYAAYABQAIAAwADAAAAAADBAAcAAAAoAAAAAAAAAAAAAAADAAeABAABAAIAAwADAAAAIAAAAAkAAAAGAAAABQAAAAAAAAAAAAAAAAA" +
      "BgAIAAcABgAAAAAAAAEFAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAARwAAAAAAAABIAAAAAAAAAAAAAAAAAAAASAAAAAAAAAA0AAAAAAAAAIAAAAAAAAAA" +
      "GQAAAAAAAAAAAAAAAgAAABQAAAAAAAAAAAAAAAAAAAAUAAAAAAAAAAAAAAAAAAAAoAAAAAAAAAAotS/9IKC1AQDkAgAAAQACAAMABAAFAAYABwAIAAkACgAL" +
      "AAwADQAOAA8AEAARABIAEwAAAAAAAAATVAIAAwEAVAAAAAAAAAAotS/9IFQdAQBCxQcIEGA9Byi9dmQ/brw48eHCgwN/d29nX1dPRz83LycfAAAAAAAUAAAA" +
      "AAAAACi1L/0gFEUAABBhYQEAHsACAAAAAAAAAP////8AAAAA",
    "base64",
  );

  it("of Arrow may be packed with zstd", async () => {
    const numbers: unknown[] = [];
    for await (const read of readRecords(sourceOf(packed), "arrow", { bytes: 0 })) numbers.push(read.ok ? read.record.n : read.reason);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, i) => i));
  });
});

describe("tables", () => {
  it("may name their separator above the header, as a workbook program writes it", async () => {
    expect(preferred(await readAll("sep=;\r\nprompt;chosen;rejected\r\nOne, two;good;bad\r\n", "t.csv"))).toEqual(["good"]);
  });

  it.each([
    [
      "another encoding",
      Buffer.from("prompt,chosen,rejected\n\u00fcbel,good,bad\n", "latin1"),
      /Line 2 holds bytes that are not UTF-8: save/,
    ],
    ["too many cells", "prompt,chosen,rejected\np,good,bad,more\n", /Line 2 has 4 columns where the header has 3/],
    ["bare carriage returns", "prompt,chosen,rejected\rp,good,bad\r", /carriage return alone: save the file with line feeds/],
    ["a column twice", "prompt,chosen,chosen\np,a,b\n", /“chosen” twice\. Give each column/],
  ])("with %s are refused with their reason and what to do", async (_what, bytes, reason) => {
    await expect(detectReading(sourceOf(bytes, { fileName: "t.csv" }), "auto")).rejects.toMatchObject({
      userMessage: expect.stringMatching(reason),
    });
  });
});

describe("JSON within the cells of a table", () => {
  const battles = (...cells: string[]): string =>
    ["id,model_a,model_b,prompt,response_a,response_b,winner_model_a,winner_model_b,winner_tie"]
      .concat(cells.map((cell, i) => `${i},m,n,"[""Why?""]","[""${cell}""]","[""Good""]",0,1,0`))
      .join("\n");

  it("that escapes what no text can hold refuses its own row, as the file's own JSON does", async () => {
    const read = await readAll(battles("broken \\ud83d", "nothing \\u0000", "whole \\ud83d\\ude00"), "battles.csv");
    expect(read.rows.map(({ responses }) => responses[0]?.text)).toEqual(["whole \u{1f600}"]);
    expect(read.refused).toEqual([expect.stringMatching(/^2: holds half of a surrogate pair/), expect.stringMatching(/^3: holds a NUL/)]);
    const printed = await readAll(
      `prompt,messages\nx,"[{'role': 'user', 'content': 'a'}, {'role': 'assistant', 'content': 'b\\x00'}]"\n`,
      "t.csv",
    );
    expect(printed.refused).toEqual([expect.stringContaining("2: holds a NUL")]);
  });

  it("may be nested too deep in a row of ours, and is refused by its line", async () => {
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    const row = (meta: string) => `p,"[{""text"": ""a""}, {""text"": ""b""}]","{""x"": ${meta}}"`;
    const read = await readAll(["prompt,responses,meta", row("1"), row(deep)].join("\n"), "ours.csv");
    expect(read.rows).toHaveLength(1);
    expect(read.refused).toEqual(["3: is nested deeper than 256 levels"]);
  });
});

describe("files without rows", () => {
  const tar = Buffer.alloc(1024);
  tar.write("ustar", 257, "latin1");
  it.each([
    ["PDF", Buffer.from("%PDF-1.7\n"), /PDF: save the rows as JSON lines, CSV or Parquet/],
    ["bzip2", Buffer.from("BZh91AY&SY", "latin1"), /bzip2: unpack it/],
    ["a tar archive within gzip", gzipSync(tar), /tar archive: unpack it, or pack the folder as ZIP/],
    ["a pickle", Buffer.from([0x80, 4, 0x95, 1, 0]), /pickle, which is not opened/],
    ["a page that asks to sign in", Buffer.from("<!DOCTYPE html><html></html>"), /web page/],
    ["a pointer", Buffer.from("version https://git-lfs.github.com/spec/v1\n"), /git lfs pull/],
  ])("%s: what it is and what to do", async (_what, bytes, reason) => {
    expect(await containerOf(sourceOf(bytes))).toEqual({ reason: expect.stringMatching(reason) });
  });
});

describe("layouts", () => {
  it("TRL: one message in place of a list, older column names, an id for each comparison", async () => {
    const one = await readAll(
      lines({
        conversations: [{ from: "human", value: "p" }],
        chosen: { from: "gpt", value: "good" },
        rejected: { from: "gpt", value: "bad" },
      }),
    );
    expect(preferred(one)).toEqual(["good"]);
    expect(one.rows[0]?.prompt).toEqual([user("p")]);
    const old = await readAll(
      lines({ comparison_id: "c", prompt_id: "p", instruction: "p", chosen_response: "good", rejected_response: "bad" }),
    );
    expect(preferred(old)).toEqual(["good"]);
    expect(old.rows[0]?.id).toBe("c");
  });

  it("TRL unpaired: words, signs and thumbs for a label, and rows without one", async () => {
    const row = (label: unknown) => ({ prompt: "p", completion: String(label), label });
    const read = await readAll(lines(...["desirable", "Bad", 1, -1, "👍", "👎", null].map(row)));
    expect(read).toMatchObject({ format: "trl-unpaired", refused: [] });
    const given = read.rows.map((one) => one.labels.map(({ ratings }) => ratings));
    expect(given).toEqual([...[true, false, true, false, true, false].map((desirable) => [{ desirable }]), []]);
  });

  const battle = { question_id: 81, model_a: "north", model_b: "south", judge: "j" };
  const conversation = (end: string) => [user("p"), assistant(`one ${end}`), user("q"), assistant(`two ${end}`)];

  it("Arena: of a conversation of two turns the first alone may have been judged", async () => {
    const sides = { conversation_a: conversation("a"), conversation_b: conversation("b") };
    const read = await readAll(
      lines({ ...battle, ...sides, winner: "model_a", turn: 1 }, { ...battle, ...sides, winner: "south", turn: 2 }),
    );
    expect(read.rows[0]?.responses.map(({ text }) => text)).toEqual(["one a", "one b"]);
    expect(read.rows[1]?.responses[0]?.text).toContain("two a");
    // The same question was judged twice: it is no id of either.
    expect(read.rows.map(({ id }) => id)).toEqual([undefined, undefined]);
    expect(labels(read)).toMatchObject([[{ choice: 0 }], [{ choice: 1 }]]);
  });

  it("Arena: one question put to many pairs is one item a pair, in whichever order two models were shown", async () => {
    const talk = (reply: string) => [user("q"), assistant(reply)];
    const battle = (model_a: string, model_b: string, winner: string, judge: string) => ({
      ...{ question_id: 81, model_a, model_b, winner, judge, turn: 1 },
      ...{ conversation_a: talk(model_a), conversation_b: talk(model_b) },
    });
    const read = await readAll(
      lines(battle("north", "south", "model_b", "j1"), battle("south", "north", "model_a", "j2"), battle("north", "west", "tie", "j1")),
    );
    expect(new Set(read.rows.map(contentHashOf)).size).toBe(2);
    expect(preferred(read).slice(0, 2)).toEqual(["south", "south"]);
    expect(labels(read)[1]).toEqual([{ annotator: "j2", kind: "human", choice: 1, shown_first: "south" }]);
    // A battle with an id of its own stands as it was shown.
    const own = await readAll(lines({ ...battle("south", "north", "model_a", "j2"), question_id: 82 }));
    expect(own.rows[0]?.responses.map(({ model }) => model)).toEqual(["south", "north"]);
  });

  it("Label Studio: a choice that is a sentence about a side, and the best of three", async () => {
    const task = (data: object, choice: string) => ({
      data,
      annotations: [{ completed_by: 1, result: [{ from_name: "pref", to_name: "p", type: "choices", value: { choices: [choice] } }] }],
    });
    const two = { prompt: "p", answer1: "a", answer2: "b" };
    const read = await readAll(lines(task(two, "A is slightly better"), task({ ...two, answer3: "c" }, "A")), "tasks.jsonl");
    expect(labels(read)).toMatchObject([
      [{ choice: 0, strength: 0.25 }],
      [
        { choice: 0, pair: [0, 1] },
        { choice: 0, pair: [0, 2] },
      ],
    ]);
  });

  it("Argilla: a column for each person's answer, and answers about a record as a whole beside a preference", async () => {
    const texts = { prompt: "p", response_a: "a", response_b: "b" };
    const columns = await readAll(
      lines({ id: "r", ...texts, "preference.response.u-1": "response_a", "preference.response.u-2": "response_b" }),
    );
    expect(labels(columns)).toMatchObject([
      [
        { annotator: "u-1", choice: 0 },
        { annotator: "u-2", choice: 1 },
      ],
    ]);
    const responses = [{ user_id: "u", status: "submitted", values: { preference: { value: "response_b" }, quality: { value: 4 } } }];
    const record = await readAll(lines({ id: "r", fields: texts, responses, suggestions: [] }));
    expect(labels(record)).toMatchObject([[{ choice: 1 }, { whole: { quality: 4 } }]]);
  });

  it("Argilla: labels that are sentences about a side, with their degree, and a reason under a short name", async () => {
    const fields = { prompt: "Colour?", response_a: "Blue.", response_b: "Seven." };
    const answer = (pref: string) => ({
      status: "submitted",
      user_id: "ada",
      values: { pref: { value: pref }, why: { value: "Because." } },
    });
    const read = await readAll(
      lines({ fields, responses: [answer("A is better")] }, { fields, responses: [answer("Response B is slightly better")] }),
    );
    expect(labels(read)).toEqual([
      [{ annotator: "ada", kind: "human", choice: 0, rationale: "Because." }],
      [{ annotator: "ada", kind: "human", choice: 1, strength: 0.75, rationale: "Because." }],
    ]);
  });

  it("Argilla 1, before it had suggestions: answers beside their persons, a ranking as names and places", async () => {
    const answer = { user_id: "u", status: "submitted", value: { rank: [2, 1], value: ["response-1", "response-2"] } };
    const read = await readAll(lines({ prompt: "p", "response-1": "a", "response-2": "b", order: [answer], external_id: "r" }));
    expect(read).toMatchObject({ format: "argilla", refused: [] });
    expect(labels(read)).toMatchObject([[{ annotator: "u", kind: "human", ranking: [1, 0] }]]);
    const columns = { user_id: ["u"], status: ["submitted"], value: [answer.value] };
    const table = await readAll(lines({ prompt: "p", "response-1": "a", "response-2": "b", order: columns }));
    expect(labels(table)).toMatchObject([[{ annotator: "u", ranking: [1, 0] }]]);
  });

  it("a judge's verdict says who is better by a sign", async () => {
    const row = (label: string) => ({ question: label, response_A: "a", response_B: "b", label });
    const read = await readAll(lines(...["A>B", "[[A>>B]]", "B>A", "A<<B", "A=B"].map(row)));
    expect(read.rows.map((one) => one.labels.map(({ choice }) => choice))).toEqual([[0], [0], [1], [1], ["tie"]]);
  });

  const pair = { text: "p", completion_a: "a", completion_b: "b", model_a: "north", model_b: "south" };

  it("MultiPref: one annotation a row, and the two verdicts that a router reads", async () => {
    const flat = { comparison_id: "c", ...pair, overall_pref: "B-is-clearly-better", helpful_pref: "Tie", time_spent: 9 };
    const people = await readAll(lines({ ...flat, evaluator: "w1" }, { ...flat, evaluator: "w2" }));
    expect(people).toMatchObject({ format: "multipref", refused: [] });
    expect(labels(people)).toMatchObject(
      ["w1", "w2"].map((annotator) => [{ annotator, answer: { answers: { overall: { choice: 1, strength: 1 } } } }]),
    );
    expect(people.rows[0]?.meta).toEqual({});
    const router = await readAll(lines({ id: "x", ...pair, pref_human: "A-is-slightly-better", pref_gpt4: "Tie", is_swapped: false }));
    expect(labels(router)).toMatchObject([
      [
        { kind: "human", answer: { answers: { overall: { choice: 0, strength: -0.5 } } } },
        { kind: "lm", answer: { answers: { overall: { choice: "tie" } } } },
      ],
    ]);
  });

  it("TRL: who preferred is told where the set tells it, and Alpaca's input belongs to the prompt", async () => {
    const row = { prompt: "p", chosen: "good", rejected: "bad" };
    const scores = { score_chosen: 8, score_rejected: 5 };
    const read = await readAll(
      lines(
        { ...row, ...scores, messages: [user("p"), assistant("good")] },
        { ...row, prompt: "q", "chosen-rating": 5, "rejected-rating": 3, source: "evol_instruct" },
        { ...row, prompt: "r", labelling_model: "gpt-4-1106" },
        { ...row, prompt: "s", ...scores, source: "magpie" },
      ),
    );
    expect(read.rows.map(({ labels: given }) => given.map(({ annotator, kind }) => `${annotator} ${kind}`))).toEqual([
      ["gpt-4 lm", "gpt-4 lm"],
      // The sample's first names are the columns': the other spelling of the same scores is no rating here.
      ["file human"],
      ["gpt-4-1106 lm"],
      ["file human", "file human"],
    ]);
    const argilla = await readAll(lines({ ...row, "chosen-rating": 5, "rejected-rating": 3, source: "evol_instruct" }));
    expect(argilla.rows[0]?.labels.map(({ kind }) => kind)).toEqual(["lm", "lm"]);
    const alpaca = await readAll(lines({ instruction: "Add.", input: "1 2", chosen: "3", rejected: "4" }));
    expect(alpaca.rows[0]?.prompt).toBe("Add.\n\n1 2");
    const named = await readAll(lines({ input: "Add 1 2.", chosen: "3", rejected: "4" }));
    expect(named.rows[0]?.prompt).toBe("Add 1 2.");
  });

  it("RM-Bench: lists under a domain are right and wrong answers", async () => {
    const read = await readAll(lines({ id: 1, prompt: "p", chosen: ["a", "b"], rejected: ["c", "d"], domain: "chat" }));
    expect(labels(read)).toMatchObject([
      [
        {
          kind: "gold",
          ranking: [
            [0, 1],
            [2, 3],
          ],
        },
      ],
    ]);
  });

  it("Label Studio's table whose columns stand by the alphabet", async () => {
    const row = (n: number) => `${n},${n},good,bad,2024,7,3.1,${n === 1 ? "left" : "right"},Why?,2024`;
    const table = `annotation_id,annotator,answer1,answer2,created_at,id,lead_time,preference,prompt,updated_at\n${row(1)}\n${row(2)}\n`;
    const read = await readAll(table, "ls.csv");
    expect(read.rows).toMatchObject([{ prompt: "Why?", responses: [{ text: "good" }, { text: "bad" }] }]);
    expect(labels(read)).toMatchObject([[{ choice: 0 }, { choice: 1 }]]);
  });

  it("Feedback Collection: the response that was rated, not what its model was trained to say of it", async () => {
    const row = {
      ...{ orig_instruction: "Do it.", orig_response: "Done.", orig_criteria: "Is it done?", orig_score: "3", orig_feedback: "So so." },
      ...{ instruction: "###Task Description: …", output: "So so. [RESULT] 3", input: "" },
    };
    const read = await readAll(lines(row));
    expect(read).toMatchObject({ format: "columns", rows: [{ prompt: "Do it.", responses: [{ text: "Done." }] }] });
    expect(labels(read)).toEqual([[{ annotator: "file", kind: "human", response: 0, ratings: { orig_score: 3 }, rationale: "So so." }]]);
  });

  it("Prodigy: whether a task was accepted is no response", async () => {
    const task = { text: "p", label: "POS", answer: "accept", _input_hash: 1, _task_hash: 2 };
    expect((await detectReading(sourceOf(lines(task)), "auto")).needsMapping).toBe(true);
  });

  it("PRISM: a conversation that begins in its middle is refused, since its prompt would lack what came before", async () => {
    const said = { conversation_id: "c", user_id: "u", turn: 2, user_prompt: "p", model_response: "a", score: 5, if_chosen: true };
    expect((await readAll(lines(said))).refused).toEqual(["1: turn: c begins with turn 2 here; sort the file by conversation_id and turn"]);
  });
});
