import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { detectReading } from "@/lib/imports/detect-reading";
import { contentHashOf } from "@/lib/imports/identity";
import { keepNamesIn } from "@/lib/imports/metadata-columns";
import { readRows } from "@/lib/imports/read-rows";
import type { ImportRow } from "@/lib/imports/row-schema";
import { sourceOf } from "@/scripts/testing/file-source";

// What surveys, tracing tools and sets of forum answers write, as it lies in researchers' folders.

const user = (content: string) => ({ role: "user", content });
const assistant = (content: string) => ({ role: "assistant", content });

const readAll = async (text: string, fileName = "rows.jsonl"): Promise<{ format: string; rows: ImportRow[]; refused: string[] }> => {
  const source = sourceOf(text, { fileName, chunkBytes: 4_096 });
  const { reading, needsMapping } = await detectReading(source, "auto");
  if (needsMapping) return { format: "by hand", rows: [], refused: [] };
  const rows: ImportRow[] = [];
  const refused: string[] = [];
  for await (const read of readRows(source, reading, { bytes: 0 })) {
    if (read.ok === true) rows.push(read.row);
    if (read.ok === false) refused.push(`${read.line}: ${read.reason}`);
  }
  return { format: reading.format, rows, refused };
};

const lines = (...records: unknown[]): string => records.map((record) => JSON.stringify(record)).join("\n");
const labels = ({ rows }: { rows: ImportRow[] }): unknown[][] => rows.map((row) => row.labels);

describe("folders", () => {
  it("with one format in two layouts are read in both", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "layouts-"));
    const score = (within_turn_id: number) => ({
      score: 80 - within_turn_id * 60,
      if_chosen: within_turn_id === 0,
      model_name: `m${within_turn_id}`,
    });
    const history = [
      { turn: 0, role: "user", content: "hi?" },
      ...["A", "B"].map((content, i) => ({ turn: 0, role: "model", content, ...score(i) })),
    ];
    const utterances = ["A", "B"].map((model_response, i) => ({
      ...{ conversation_id: "c", user_id: "u", turn: 0, user_prompt: "hi?", model_response },
      ...score(i),
    }));
    try {
      await writeFile(
        path.join(folder, "conversations.jsonl"),
        lines({ conversation_id: "c", user_id: "u", conversation_history: history }),
      );
      await writeFile(path.join(folder, "utterances.jsonl"), lines(...utterances));
      const source = { ...sourceOf(""), path: folder, isFolder: true };
      const { reading } = await detectReading(source, "auto");
      const rows: ImportRow[] = [];
      for await (const read of readRows(source, reading, { bytes: 0 })) if (read.ok === true) rows.push(read.row);
      expect(rows).toHaveLength(2);
      expect(new Set(rows.map(contentHashOf)).size).toBe(1);
      expect(rows[0]?.labels).toEqual(rows[1]?.labels);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("a folder whose README has configurations and no default one", () => {
  const card = (...names: string[]): string =>
    ["---", "configs:", ...names.flatMap((name) => [`- config_name: ${name}`, `  data_files: "${name}.jsonl"`]), "---"].join("\n");
  const pair = (prompt: string) => ({ prompt, chosen: "good", rejected: "bad" });
  const history = [
    { turn: 0, role: "user", content: "hi?" },
    { turn: 0, role: "model", content: "A", score: 80, if_chosen: true },
    { turn: 0, role: "model", content: "B", score: 20, if_chosen: false },
  ];
  const survey = { user_id: "u", survey_only: false, age: "18-24", gender: "Female", education: "School" };
  it.each([
    ["the first", { pairs: pair("p"), more: pair("q") }, ["pairs.jsonl"]],
    ["the first whose columns say what they hold", { notes: { a: 1, b: 2 }, pairs: pair("p") }, ["pairs.jsonl"]],
    [
      "the first that holds items",
      { survey, conversations: { conversation_id: "c", user_id: "u", conversation_history: history } },
      ["conversations.jsonl"],
    ],
  ])("is read by %s", async (_what, files, read) => {
    const folder = await mkdtemp(path.join(tmpdir(), "configs-"));
    try {
      await writeFile(path.join(folder, "README.md"), card(...Object.keys(files)));
      for (const [name, row] of Object.entries(files)) await writeFile(path.join(folder, `${name}.jsonl`), lines(row));
      const { reading, needsMapping } = await detectReading({ ...sourceOf(""), path: folder, isFolder: true }, "auto");
      expect(needsMapping).toBe(false);
      expect(reading.members?.map(({ name }) => name)).toEqual(read);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("surveys", () => {
  const ids = (...names: string[]): string => names.map((name) => `"{""ImportId"":""${name}""}"`).join(",");
  const header = "ResponseId,PROLIFIC_PID,prompt,response_a,response_b,Q1";
  const answers =
    'R_1,5f1,Why?,Because.,No idea.,Response A\nR_2,5f2,Why?,Because.,No idea.,"Response B"\nR_3,5f3,Why?,Because.,No idea.,Tie';

  it("of Qualtrics have two lines more above the answers, which are nobody's", async () => {
    const words = '"Response ID","Prolific ID","The\nprompt","Response A","Response B","Which is better?"';
    const read = await readAll([header, words, ids("_recordId", "PROLIFIC_PID", "p", "a", "b", "QID1"), answers].join("\n"), "survey.csv");
    expect(read.refused).toEqual([]);
    // The question has a number for a name; its answers name sides.
    expect(labels(read)).toEqual([
      [{ annotator: "5f1", kind: "human", choice: 0 }],
      [{ annotator: "5f2", kind: "human", choice: 1 }],
      [{ annotator: "5f3", kind: "human", choice: "tie" }],
    ]);
  });

  it("whose second row alone looks so keep it", async () => {
    const read = await readAll(`prompt,response\nGive me JSON,"{""ImportId"":1}"\nAgain,"{""ImportId"":2}"\n`, "t.csv");
    expect(read.rows).toHaveLength(2);
  });

  it("that compare by several aspects are one person's a row, and their aspects are no people", async () => {
    const table = "prompt,response_a,response_b,worker_id,helpfulness,harmlessness\np,x,y,w1,A,B\nq,x,y,w2,B,tie\n";
    const answers = [
      { helpfulness: { choice: 0 }, harmlessness: { choice: 1 } },
      { helpfulness: { choice: 1 }, harmlessness: { choice: "tie" } },
    ];
    const whole = (annotators: string[]) =>
      answers.map((given, i) => [{ annotator: annotators[i], kind: "human", pair: [0, 1], answer: { answers: given } }]);
    expect(labels(await readAll(table, "aspects.csv"))).toEqual(whole(["w1", "w2"]));
    const unnamed = await readAll(table.replace(",worker_id", "").replaceAll(/,w\d/g, ""), "aspects.csv");
    expect(labels(unnamed)).toEqual(whole(["file", "file"]));
  });

  it("with arms of an experiment beside them hold no choices", async () => {
    const read = await readAll("prompt,response_a,response_b,condition\np,x,y,A\nq,x,y,B\n", "arms.csv");
    expect(labels(read).flat()).toEqual([]);
  });

  it("name the better one of several", async () => {
    const four = { prompt: "p", response_a: "w", response_b: "x", response_c: "y", response_d: "z", annotator_id: "a1" };
    const read = await readAll(lines({ ...four, preferred_response: "response_b", annotator_gender: "male" }));
    expect(labels(read)).toMatchObject([
      [
        { annotator: "a1", choice: 1, pair: [0, 1] },
        { choice: 1, pair: [1, 2] },
        { choice: 1, pair: [1, 3] },
      ],
    ]);
  });
});

describe("traces", () => {
  it("hold messages in an object, and a message for a reply", async () => {
    const read = await readAll(
      lines(
        { id: "t", input: { messages: [user("Hi")] }, output: assistant("Yo") },
        { id: "u", input: [user("Hi")], output: [assistant("Hey")] },
      ),
    );
    expect(read).toMatchObject({
      refused: [],
      rows: [
        { id: "t", prompt: [user("Hi")], responses: [{ text: "Yo" }] },
        { id: "u", prompt: [user("Hi")], responses: [{ text: "Hey" }] },
      ],
    });
  });
});

describe("rows of ours with keys that mean nothing there", () => {
  it("say that these are kept as metadata: a ranking beside the labels is none of them", async () => {
    const source = sourceOf(lines({ prompt: "p", responses: ["x", "y"], ranking: [1, 0], meta: { topic: "a" } }));
    const { reading, columns } = await detectReading(source, "auto");
    const names: string[] = [];
    const keep = keepNamesIn(names, reading, columns);
    for await (const read of readRows(source, reading, { bytes: 0 })) if (read.ok === true) keep(read.row);
    expect(names).toEqual(["ranking"]);
  });
});

describe("tables by the names of their columns", () => {
  it("whose ids are those of questions with several answers keep them beside the items", async () => {
    const read = await readAll("id,prompt,response,model,rating\n1,p,x,north,4\n1,p,y,south,2\n2,q,z,north,5\n", "rated.csv");
    expect(read.refused).toEqual([]);
    expect(read.rows.map(({ id, meta }) => [id, meta?.id])).toEqual([
      [undefined, "1"],
      [undefined, "1"],
      [undefined, "2"],
    ]);
    const own = await readAll("id,prompt,response,rater,rating\n1,p,x,ann,4\n1,p,x,bo,2\n", "rated.csv");
    expect(own.rows.map(({ id }) => id)).toEqual(["1", "1"]);
  });

  it("name the model that judged, and the better response by a sentence or by its text", async () => {
    const header = "prompt,response_a,response_b,winner,judge_model\n";
    const rows = ["Both are bad", "Both are good", "Equally good", "Because it is blue.", "A"].map(
      (word, i) => `p${i},Because it is blue.,Seven.,${word},gpt-4`,
    );
    const read = await readAll(header + rows.join("\n"), "judged.csv");
    expect(read.refused).toEqual([]);
    expect(labels(read).flat()).toEqual(["both-bad", "tie", "tie", 0, 0].map((choice) => ({ annotator: "gpt-4", kind: "lm", choice })));
  });
});

describe("preferences", () => {
  it("distilabel's: a judge that found no difference chose none", async () => {
    const row = { system: "", input: "Q", chosen: "good", rejected: "bad", labelling_model: "gpt-4-1106-preview" };
    const read = await readAll(lines({ ...row, status: "tie" }, { ...row, input: "R", status: "swapped" }));
    expect(read.rows.map(({ labels: [label] }) => label?.choice === "tie")).toEqual([true, false]);
  });

  it("with their ratings under names in either order", async () => {
    const read = await readAll(lines({ prompt: "p", chosen: "good", rejected: "bad", rating_chosen: 5, rating_rejected: 2 }));
    const [row] = read.rows;
    const good = row?.responses.findIndex(({ text }) => text === "good") ?? -1;
    expect((row?.labels[1]?.ratings as number[])[good]).toBe(5);
  });

  it("of conversations that go on alike behind the prompt beside them begin where they part", async () => {
    const talk = (end: string) => [user("q"), assistant("e"), user("more"), assistant(end)];
    const read = await readAll(lines({ prompt: "q", chosen: talk("good"), rejected: talk("bad") }));
    expect(read.rows[0]?.prompt).toEqual([user("q"), assistant("e"), user("more")]);
    expect(read.rows[0]?.responses.map(({ text }) => text).sort()).toEqual(["bad", "good"]);
  });
});
