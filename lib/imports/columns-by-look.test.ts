import { describe, expect, it } from "vitest";
import { detectReading } from "@/lib/imports/detect-reading";
import { keepNamesIn } from "@/lib/imports/metadata-columns";
import { readRows } from "@/lib/imports/read-rows";
import type { ImportRow } from "@/lib/imports/row-schema";
import { sourceOf } from "@/scripts/testing/file-source";

// What a file's first hundred rows do not tell of it.

const readAll = async (records: unknown[]): Promise<{ rows: ImportRow[]; refused: string[]; kept: string[] }> => {
  const source = sourceOf(records.map((record) => JSON.stringify(record)).join("\n"), { fileName: "rows.jsonl", chunkBytes: 65_536 });
  const { reading, columns } = await detectReading(source, "auto");
  const [rows, refused, kept]: [ImportRow[], string[], string[]] = [[], [], []];
  const keep = keepNamesIn(kept, reading, columns);
  for await (const read of readRows(source, reading, { bytes: 0 })) {
    if (read.ok === true) {
      rows.push(read.row);
      keep(read.row);
    }
    if (read.ok === false) refused.push(read.reason);
  }
  return { rows, refused, kept };
};

const many = (count: number, of: (i: number) => object): object[] => Array.from({ length: count }, (_, i) => of(i));

describe("columns that are empty at first", () => {
  const pair = (i: number) => ({ prompt: `p${i}`, response_a: "x", response_b: "y" });

  it("hold answers, ratings and annotators as those that are not", async () => {
    const { rows, refused, kept } = await readAll([
      ...many(300, (i) => ({ ...pair(i), better_response: null, annotator_id: "" })),
      { ...pair(300), better_response: "response_b", annotator_id: "ann", helpful_a: 4, helpful_b: 1 },
    ]);
    expect({ refused, kept }).toEqual({ refused: [], kept: [] });
    expect(rows.slice(0, 300).flatMap(({ labels }) => labels)).toEqual([]);
    expect(rows[300]?.labels).toEqual([
      { annotator: "ann", kind: "human", choice: 1 },
      { annotator: "ann", kind: "human", ratings: [4, 1], aspect: "helpful" },
    ]);
  });

  it("of a known format are its own", async () => {
    const trl = (i: number) => ({ prompt: `p${i}`, chosen: "good", rejected: "bad" });
    const { rows } = await readAll([...many(200, trl), { ...trl(200), system: "Be brief.", score_chosen: 5, score_rejected: 2 }]);
    expect(rows[200]?.prompt).toEqual([
      { role: "system", content: "Be brief." },
      { role: "user", content: "p200" },
    ]);
    expect(rows[200]?.labels).toHaveLength(2);
  });

  it("and below all that is looked at are named among the metadata", async () => {
    const { kept } = await readAll([...many(10_050, pair), { ...pair(10_050), verdict_of_the_jury: "A" }]);
    expect(kept).toEqual(["verdict_of_the_jury"]);
  }, 30_000);
});

describe("texts", () => {
  const user = (content: string) => ({ role: "user", content });

  it("stand in messages under other keys, and messages without words of theirs are no conversation", async () => {
    const told = [
      { role: "prompter", text: "Hi" },
      { role: "assistant", text: "Hello" },
      { role: "prompter", text: "Why?" },
    ];
    const { rows } = await readAll([{ prompt: told, chosen: "good", rejected: "bad" }]);
    expect(rows[0]?.prompt).toEqual([user("Hi"), { role: "assistant", content: "Hello" }, user("Why?")]);
    const { refused } = await readAll([{ prompt: [{ role: "user", words: "Hi" }], chosen: "good", rejected: "bad" }]);
    expect(refused).toEqual(["prompt: is neither a text nor a list of messages"]);
  });

  it("are questions with their answers in a list", async () => {
    const conversation = [
      { input: "Hi", output: "Hello" },
      { input: "Why?", output: "Because." },
    ];
    const { rows } = await readAll([{ source: "s", conversation }]);
    expect(rows[0]).toMatchObject({ prompt: [user("Hi"), { role: "assistant" }, user("Why?")], responses: [{ text: "Because." }] });
  });

  it("have a system message in a column of its own, which names no system that wrote them", async () => {
    const { rows } = await readAll([
      { system_prompt: "Be brief.", question: "Why?", response: "Because." },
      { system_prompt: "", question: "How?", response: "So." },
    ]);
    expect(rows.map(({ prompt }) => prompt)).toEqual([[{ role: "system", content: "Be brief." }, user("Why?")], "How?"]);
    const translated = await readAll([{ src: "Haus", mt: "house", system: "north-1", score: 80, annotators: 3 }]);
    expect(translated.rows[0]).toMatchObject({
      prompt: "Haus",
      responses: [{ text: "house" }],
      meta: { system: "north-1", annotators: 3 },
    });
    expect(translated.rows[0]?.labels).toMatchObject([{ annotator: "file", ratings: { score: 80 } }]);
    const talks = await readAll([
      {
        system: "Brief.",
        conversations: [
          { from: "human", value: "Why?" },
          { from: "gpt", value: "So." },
        ],
      },
    ]);
    expect(talks.rows[0]?.prompt).toEqual([{ role: "system", content: "Brief." }, user("Why?")]);
  });

  it("that somebody labelled alone are what is judged", async () => {
    const { rows } = await readAll([
      { id: 1, text: "You fool.", label: ["insult"] },
      { id: 2, text: "Good day.", label: [] },
    ]);
    expect(rows).toMatchObject([
      { id: "1", prompt: "", responses: [{ text: "You fool." }], labels: [{ response: 0, ratings: { label: ["insult"] } }] },
      { id: "2", prompt: "", responses: [{ text: "Good day." }], labels: [] },
    ]);
  });

  it("have classes as flags, of which those that are set are the answer", async () => {
    const told = (is_safe: boolean, insult: boolean, theft: boolean) => ({
      prompt: "p",
      response: "r",
      is_safe,
      category: { insult, theft },
    });
    const { rows, refused, kept } = await readAll([told(false, true, true), told(true, false, false)]);
    expect({ refused, kept }).toEqual({ refused: [], kept: [] });
    expect(rows.map(({ labels: [label] }) => label?.ratings)).toEqual([
      { is_safe: false, category: ["insult", "theft"] },
      { is_safe: true },
    ]);
  });

  it("stand behind the prefixes of Toloka", async () => {
    const shown = { "INPUT:prompt": "Why?", "INPUT:response_a": "So.", "INPUT:response_b": "No.", "GOLDEN:result": "" };
    const { rows } = await readAll(
      ["a", "b", "same"].map((result, i) => ({ ...shown, "OUTPUT:result": result, "ASSIGNMENT:worker_id": `w${i}` })),
    );
    expect(rows.map(({ prompt, labels }) => [prompt, labels])).toEqual(
      [0, 1, "tie"].map((choice, i) => ["Why?", [{ annotator: `w${i}`, kind: "human", choice }]]),
    );
  });

  it("have ids of the answers, where people who judged the same have rows of their own", async () => {
    const judged = { prompt: "Why?", response_a: "So.", response_b: "No." };
    const answers = (ids: number[], workers: number[]) =>
      readAll(ids.map((_id, i) => ({ _id, _worker_id: workers[i], ...judged, which_response_is_better: i === 0 ? "response_a" : "tie" })));
    const several = await answers([7, 8], [1, 2]);
    expect(several.rows.map(({ id, labels: [label] }) => [id, label?.annotator, label?.choice])).toEqual([
      [undefined, "1", 0],
      [undefined, "2", "tie"],
    ]);
    // Of one person they are two items that happen to be alike.
    expect((await answers([7, 8], [1, 1])).rows.map(({ id }) => id)).toEqual(["7", "8"]);
  });

  it("of a form name who filled it in, and why", async () => {
    const { rows } = await readAll(
      ["ann", "bob"].map((name) => ({
        "Email Address": `${name}@example.org`,
        Prompt: "Why?",
        "Response A": "So.",
        "Response B": "No.",
        "Which response do you prefer?": "Response B",
        "Why?": name,
      })),
    );
    expect(rows.map(({ labels: [label] }) => [label?.annotator, label?.choice, label?.rationale])).toEqual([
      ["ann@example.org", 1, "ann"],
      ["bob@example.org", 1, "bob"],
    ]);
  });

  it("stand behind the prefixes of Mechanical Turk", async () => {
    const hit = { HITId: "h1", "Input.prompt": "Why?", "Input.response_a": "So.", "Input.response_b": "No." };
    const { rows } = await readAll([
      { ...hit, WorkerId: "W1", "Answer.preference": "A", "Answer.helpfulness": "B" },
      { ...hit, WorkerId: "W2", "Answer.preference": "tie", "Answer.helpfulness": "A" },
    ]);
    expect(rows.map(({ id, labels }) => [id, labels])).toMatchObject([
      ["h1", [{ annotator: "W1", answer: { answers: { overall: { choice: 0 }, helpfulness: { choice: 1 } } } }]],
      ["h1", [{ annotator: "W2", answer: { answers: { overall: { choice: "tie" }, helpfulness: { choice: 0 } } } }]],
    ]);
  });
});

describe("columns with usual names", () => {
  it("are choices where they hold sides: a solution called answer is none", async () => {
    const row = { question: "2 + 2?", answer: "4", response_a: "4", response_b: "5" };
    const { rows, refused } = await readAll([{ ...row, answer: "It is four." }]);
    expect(refused).toEqual([]);
    expect(rows[0]).toMatchObject({ labels: [], meta: { answer: "It is four." } });
    const chosen = await readAll([{ ...row, answer: "It is four.", label: "B" }]);
    expect(chosen.rows[0]).toMatchObject({ labels: [{ choice: 1 }], meta: { answer: "It is four." } });
  });

  it("list several people and their answers in step", async () => {
    const { rows } = await readAll([
      { text: "You fool.", toxicity: [1, 0, null], annotators: ["ann", "bo", "cy"] },
      { text: "Good day.", toxicity: [0, 0, 0], annotators: ["ann", "cy", "di"] },
    ]);
    const told = rows.map(({ labels }) => labels.map(({ annotator, ratings }) => [annotator, ratings]));
    expect(told).toEqual([
      [
        ["ann", { toxicity: 1 }],
        ["bo", { toxicity: 0 }],
      ],
      ["ann", "cy", "di"].map((annotator) => [annotator, { toxicity: 0 }]),
    ]);
    const compared = await readAll([{ prompt: "p", response_a: "x", response_b: "y", votes: "['A', 'tie']", workers: "['w1', 'w2']" }]);
    expect(compared.rows[0]?.labels).toEqual([
      { annotator: "w1", kind: "human", choice: 0 },
      { annotator: "w2", kind: "human", choice: "tie" },
    ]);
  });

  it("name annotators also by a number or a code", async () => {
    const row = { instruction: "i", output_1: "x", output_2: "y" };
    const { rows } = await readAll([1, 2].map((preference, annotator_index) => ({ ...row, preference, annotator_index })));
    expect(rows.flatMap(({ labels }) => labels.map(({ annotator, choice }) => [annotator, choice]))).toEqual([
      ["0", 0],
      ["1", 1],
    ]);
  });
});

describe("names that other tools give", () => {
  it("of a response's text are known, and a response without any text is refused", async () => {
    const { rows } = await readAll([
      {
        prompt: "p",
        responses: [
          { model: "north", content: "x" },
          { model: "south", response: "y" },
        ],
      },
      { prompt: "q", responses: [[{ role: "assistant", content: "z" }], { messages: [{ role: "assistant", content: "w" }] }] },
    ]);
    expect(rows.map(({ responses }) => responses.map(({ text, model }) => [text, model]))).toEqual([
      [
        ["x", "north"],
        ["y", "south"],
      ],
      [
        ["z", undefined],
        ["w", undefined],
      ],
    ]);
    const { refused } = await readAll([{ prompt: "p", responses: [{ model: "north", words: "x" }, { text: "y" }] }]);
    expect(refused).toEqual([expect.stringMatching(/^responses.*0.*text/)]);
  });

  it("of metadata may stand above the JSON of an object", async () => {
    const items = ['{"topic":"a"}', "{}", ""].map((meta, i) => ({ item: `i${i}`, prompt: "p", responses: [{ text: "x" }], meta }));
    const { rows, refused } = await readAll(items);
    expect(refused).toEqual([]);
    expect(rows.map(({ meta }) => meta)).toEqual([{ topic: "a" }, {}, undefined]);
  });

  it("of roles are those of trainers", async () => {
    const conversations = ["Human", "GPT", "User", "Assistant"].map((from, i) => ({ from, value: `t${i}` }));
    const { rows } = await readAll([{ conversations }]);
    expect(rows[0]?.prompt).toEqual(["user", "assistant", "user"].map((role, i) => ({ role, content: `t${i}` })));
  });

  it.each([
    ["first_response", "second_response", "second"],
    ["left", "right", "right"],
    ["summary_a", "summary_b", "summary_b"],
    ["response_1", "response_2", "better text"],
  ])("of two responses: %s and %s", async (first, second, better) => {
    const { rows, refused } = await readAll([{ prompt: "p", [first]: "text", [second]: "better text", better_one: "", preferred: better }]);
    expect(refused).toEqual([]);
    expect(rows[0]).toMatchObject({ responses: [{ text: "text" }, { text: "better text" }], labels: [{ choice: 1 }] });
  });

  it.each([
    ["chosen", "rejected"],
    ["better_response", "worse_response"],
  ])("of the preferred response may stand above words for one of two others: %s", async (chosen, rejected) => {
    const row = { prompt: "p", response_a: "x", response_b: "y", model_a: "m", model_b: "n" };
    const { rows } = await readAll([
      { ...row, [chosen]: "B", [rejected]: "A" },
      { ...row, prompt: "q", [chosen]: "m", [rejected]: "n" },
    ]);
    expect(rows.map(({ responses: [first], labels: [label] }) => [first?.text, label?.choice])).toEqual([
      ["x", 1],
      ["x", 0],
    ]);
    const texts = await readAll([{ ...row, [chosen]: "y", [rejected]: "x" }]);
    expect(texts.rows[0]?.responses[Number(texts.rows[0].labels[0]?.choice)]?.text).toBe("y");
  });

  it("of choices may stand above numbers, and name the aspect behind them", async () => {
    const row = { question: "q", response_1: "x", response_2: "y", overall_rate: 3 };
    const { rows } = await readAll([
      { ...row, prefer_clarity: 2, overall_response: 1 },
      { ...row, question: "r", prefer_clarity: 1, overall_response: 2 },
    ]);
    expect(rows.map(({ labels }) => labels)).toMatchObject([
      [{ answer: { answers: { overall: { choice: 0 }, clarity: { choice: 1 } } } }],
      [{ answer: { answers: { overall: { choice: 1 }, clarity: { choice: 0 } } } }],
    ]);
  });

  it("of annotators may be a number behind a plural", async () => {
    const { rows } = await readAll([{ text: "You fool.", labels_0: "insult", labels_1: "none of it", labels_2: null }]);
    expect(rows[0]?.labels.map(({ annotator, ratings }) => [annotator, ratings])).toEqual([
      ["labels_0", { score: "insult" }],
      ["labels_1", { score: "none of it" }],
    ]);
  });
});
