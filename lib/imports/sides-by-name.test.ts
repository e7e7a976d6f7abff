import { describe, expect, it } from "vitest";
import { detectReading } from "@/lib/imports/detect-reading";
import { readRows } from "@/lib/imports/read-rows";
import type { ImportRow } from "@/lib/imports/row-schema";
import { settleBase } from "@/lib/imports/settle-base";
import { sourceOf } from "@/scripts/testing/file-source";

// Two responses under names that no published set has, and the words in which people say which is better.

const readText = async (text: string, fileName = "rows.jsonl") => {
  const source = sourceOf(text, { fileName, chunkBytes: 65_536 });
  const { reading, needsMapping } = await detectReading(source, "auto");
  const rows: ImportRow[] = [];
  const refused: string[] = [];
  if (needsMapping) return { format: "asked for", rows, refused };
  for await (const read of readRows(source, await settleBase(source, reading), { bytes: 0 })) {
    if (read.ok === true) rows.push(read.row);
    if (read.ok === false) refused.push(read.reason);
  }
  return { format: reading.format, rows, refused };
};
const readAll = (records: object[]) => readText(records.map((record) => JSON.stringify(record)).join("\n"));
const choices = ({ rows }: { rows: ImportRow[] }): unknown[] => rows.map(({ labels: [label] }) => label?.choice);
const texts = ({ rows }: { rows: ImportRow[] }): string[][] => rows.map(({ responses }) => responses.map(({ text }) => text));

describe("two responses", () => {
  it("called j and k are a preferred and another one only where nothing beside them says otherwise", async () => {
    const pair = { question: "q", response_j: "J", response_k: "K" };
    const told = await readAll(["k", "j", "tie"].map((label) => ({ ...pair, label })));
    expect([told.format, texts(told)[0], choices(told)]).toEqual(["columns", ["J", "K"], [1, 0, "tie"]]);
    const named = await readAll(["response_k", "response_j"].map((preferred) => ({ ...pair, preferred })));
    expect(choices(named)).toEqual([1, 0]);
    const plain = await readAll([pair]);
    expect([plain.format, plain.rows[0]?.responses[Number(choices(plain)[0])]?.text]).toEqual(["trl-preference", "J"]);
  });

  it.each([
    [{ answer_1: "x", answer_2: "y", better: 2 }, 1],
    [{ model_a: "m", model_b: "n", model_a_response: "x", model_b_response: "y", winner: "model_b" }, 1],
    [{ model_1: "m", model_2: "n", response_1: "x", response_2: "y", winner: "model_1" }, 0],
    [{ option_a: "x", option_b: "y", preferred_option: "Option A" }, 0],
    [{ reply1: "x", reply2: "y", verdict: "Strongly prefer reply 2" }, 1],
    [{ output_model_1: "x", output_model_2: "y", choice: "B is significantly better than A" }, 1],
    [{ generation_0: "x", generation_1: "y", label: "I slightly prefer A" }, 0],
    [{ A: "one of the two texts here", B: "and here the other of them", winner: "B" }, 1],
  ])("are known by what their names have in common: %j", async (cells, choice) => {
    const read = await readAll([{ prompt: "p", ...cells }]);
    expect([read.rows[0]?.responses.length ?? 0, choices(read)[0]]).toEqual([2, choice]);
  });

  it("are no names of models and no arms", async () => {
    for (const cells of [
      { model_a: "gpt 4 turbo", model_b: "claude 3 opus", winner: "model_a" },
      { A: "1", B: "2", winner: "A" },
    ])
      expect((await readAll([{ prompt: "p", ...cells }])).format).toBe("asked for");
    const four = await readAll([{ prompt: "p", option_a: "x", option_b: "y", option_c: "z", option_d: "u", category: "A" }]);
    expect(four.format).toBe("asked for");
  });

  it("may be three and more under one name", async () => {
    const read = await readAll([{ prompt: "p", answer1: "x", answer2: "y", answer3: "z", best_answer: "answer3" }]);
    expect([texts(read), read.rows[0]?.labels.map(({ choice, pair }) => [choice, pair])]).toEqual([
      [["x", "y", "z"]],
      [
        [2, [0, 2]],
        [2, [1, 2]],
      ],
    ]);
  });

  it("end with letters that are no sides", async () => {
    const read = await readAll([{ prompt: "p", left: "x", right: "y", flagged: "t", choice: "left" }]);
    expect([choices(read), read.rows[0]?.meta]).toEqual([[0], { flagged: "t" }]);
  });
});

describe("what was said before", () => {
  const talk = [
    { from: "human", value: "Hi" },
    { from: "gpt", value: "Hello" },
    { from: "human", value: "More" },
  ];

  it("is the prompt of the responses beside it, and its last question is no response", async () => {
    const pair = await readAll([
      { conversation: talk, response_a: { from: "gpt", value: "x" }, response_b: { from: "gpt", value: "y" }, choice: "B" },
    ]);
    expect([texts(pair), choices(pair), pair.rows[0]?.prompt]).toEqual([
      [["x", "y"]],
      [1],
      expect.arrayContaining([{ role: "user", content: "More" }]),
    ]);
    const lone = await readAll([{ messages: talk, response: "x", rating: 4 }]);
    expect([texts(lone), lone.rows[0]?.prompt.length]).toEqual([[["x"]], 3]);
    expect((await readAll([{ messages: talk, rating: 4 }])).format).toBe("asked for");
  });
});

describe("verdicts", () => {
  it.each([
    ["Neither is good", "both-bad"],
    ["Neither is better", "tie"],
    ["About equal", "tie"],
    ["Response B is better", 1],
    ["strongly preferred: A", 0],
    ["A is marginally better than B", 0],
  ])("are sentences: %s", async (preference, choice) => {
    const read = await readAll([{ prompt: "p", response_a: "x", response_b: "y", preference, annotator: "ann" }]);
    expect([read.refused, choices(read)]).toEqual([[], [choice]]);
  });
});

describe("lines and cells", () => {
  it("of a list that was cut into lines keep its commas", async () => {
    const read = await readText('{"prompt":"p","chosen":"a","rejected":"b"},\n{"prompt":"q","chosen":"c","rejected":"d,"}, \n');
    expect([read.format, read.rows.length, read.refused]).toEqual(["trl-preference", 2, []]);
  });

  it("hold percentages, which are numbers", async () => {
    const read = await readText('question,answer,score,rater\nq,a,75%,r\nq2,b,"12,5 %",r\n', "rows.csv");
    expect(read.rows.map(({ labels: [label] }) => label?.ratings)).toEqual([{ score: 75 }, { score: 12.5 }]);
  });
});

it("scores in objects are of answers that have a body, a model and more, and a labelling model gave what it is named for", async () => {
  const [judged] = (
    await readAll([
      {
        ...{ question_id: 1, question_body: "Why?", answer1_body: "So.", answer2_body: "No.", decoding_method: "top_p" },
        ...{
          answer1_model_id: "m1",
          answer2_model_id: "m2",
          score: [
            { score: 8, logprobs: -7 },
            { score: 6, logprobs: -3 },
          ],
        },
      },
    ])
  ).rows;
  expect(judged).toMatchObject({
    prompt: "Why?",
    responses: [
      { text: "So.", model: "m1" },
      { text: "No.", model: "m2" },
    ],
    labels: [{ ratings: [8, 6], aspect: "score" }],
  });
  const [scored] = (await readAll([{ input: "Why?", generations: ["So.", "No."], rating: [8, 6], labelling_model: "gpt-4" }])).rows;
  expect(scored?.labels).toMatchObject([{ annotator: "gpt-4", kind: "lm", ratings: [8, 6] }]);
});

it("overall preferences on a scale are asked about, and not left out in silence", async () => {
  const pair = { question: "Why?", answer_a: "So.", answer_b: "No." };
  const refused = (await readAll([-1, 1].map((overall_preference) => ({ ...pair, overall_preference })))).refused;
  expect(refused).toEqual([expect.stringContaining("choiceBase"), expect.stringContaining("choiceBase")]);
  const wide = [-2, 1].map((overall_preference) => JSON.stringify({ ...pair, overall_preference })).join("\n");
  expect((await detectReading(sourceOf(wide), "auto")).scale).toEqual({ column: "overall_preference", from: -2, to: 1 });
});
