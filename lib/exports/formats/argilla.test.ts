import { expect, it } from "vitest";
import { argilla, argillaFlat } from "@/lib/exports/formats/argilla";
import type { Asked, Entry, EntryAnswer, FormatContext } from "@/lib/exports/formats/contract";
import { recipeSchema } from "@/lib/exports/schema";
import { kindOf } from "@/lib/kinds/registry";
import { plainAnswer } from "@/scripts/testing/plain-answer";

const kind = kindOf("pairwise");
const config = kind.defaultConfig;
const asked: Asked = { kind, config, question: "overall", campaign: "pairs", extras: [] };

const answer = (annotator: string, source: "human" | "lm", choice: 0 | 1): EntryAnswer => {
  const response = { answers: { overall: { choice } } };
  const given = { asked, unitKey: "0-1", annotator, source, response, forms: kind.normalise(config, "0-1", response), counted: true };
  return { ...given, ...plainAnswer };
};

const entry: Entry = {
  ...{ item: "item-1", prompt: "Which?", media: null, source: null, license: null, meta: {}, promptHash: "p", split: "train" },
  candidates: ["this", "that"].map((text) => ({ text, model: null, id: null, media: null })),
  tasks: [
    {
      ...{ unitKey: "0-1", part: "", isGold: false },
      consensus: { choice: "0", posterior: { "0": 0.9, "1": 0.1 }, pChoice: 0.9, labels: 1, strength: null, detail: null },
    },
  ],
  answers: [answer("human-001", "human", 0), answer("judge-a", "lm", 1), answer("judge-b", "lm", 0)],
  outcomes: [],
};
const context: FormatContext = {
  ...{ asked, shape: "standard", mostResponses: 2, written: () => 0 },
  recipe: { ...recipeSchema.parse({}), resolved: { campaigns: [] } },
};

it("records have one suggestion a question, which is all that Argilla takes: a model's, else the consensus", () => {
  const suggestion = { question_name: "overall", type: "model" };
  expect(argilla.write(entry, context)).toMatchObject([
    { rows: [{ suggestions: [{ ...suggestion, agent: "judge-a", value: "response_2", score: null }] }] },
  ]);
  expect(argillaFlat.write(entry, context)).toMatchObject([{ rows: [{ "overall.suggestion.agent": "judge-a" }] }]);
  const people = { ...entry, answers: entry.answers.slice(0, 1) };
  expect(argilla.write(people, context)).toMatchObject([
    { rows: [{ suggestions: [{ ...suggestion, agent: "consensus", value: "response_1", score: 0.9 }] }] },
  ]);
});
