import { expect, it } from "vitest";
import type { Asked, Entry, EntryAnswer } from "@/lib/exports/formats/contract";
import { labelStudio } from "@/lib/exports/formats/label-studio";
import { recipeSchema } from "@/lib/exports/schema";
import { kindOf } from "@/lib/kinds/registry";
import { plainAnswer } from "@/scripts/testing/plain-answer";

const kind = kindOf("pairwise");
const config = kind.defaultConfig;
const asked: Asked = { kind, config, question: "overall", campaign: "pairs", extras: [] };

const answer = (annotator: string, source: "human" | "lm", choice: 0 | 1 | "tie"): EntryAnswer => {
  const response = { answers: { overall: { choice } } };
  const forms = kind.normalise(config, "0-1", response);
  return { asked, unitKey: "0-1", annotator, source, response, forms, counted: true, ...plainAnswer };
};

const entry: Entry = {
  ...{ item: "item-1", prompt: "Which?", media: null, source: null, license: null, meta: {}, promptHash: "p", split: "train", tasks: [] },
  candidates: ["this", "that"].map((text) => ({ text, model: null, id: null, media: null })),
  answers: [answer("human-001", "human", 0), answer("human-002", "human", 1), answer("judge-a", "lm", 1)],
  outcomes: [],
};

const context = { asked, shape: "standard" as const, recipe: { ...recipeSchema.parse({}), resolved: { campaigns: [] } }, mostResponses: 2 };

it("is a file that Label Studio takes: numbers as ids, nobody who is no member there, a pair's result about a single tag", () => {
  const [written] = labelStudio.write(entry, { ...context, written: () => 6 });
  const pair = (selected: string) => [{ from_name: "overall", to_name: "response_1", type: "pairwise", value: { selected } }];
  expect(written).toMatchObject({
    rows: [
      {
        id: 7,
        annotations: [
          { id: 70_000, created_username: "human-001", result: pair("left") },
          { id: 70_001, created_username: "human-002", result: pair("right") },
        ],
        predictions: [{ model_version: "judge-a", result: pair("right") }],
      },
    ],
  });
  expect(JSON.stringify(written)).not.toContain("completed_by");
});

it("gives a tie to a tag of choices by another name: that of the pair has left and right alone, and two tags cannot share one", () => {
  const tied = { ...entry, answers: [answer("human-001", "human", "tie")] };
  expect(labelStudio.write(tied, { ...context, written: () => 0 })).toMatchObject([
    { rows: [{ annotations: [{ result: [{ from_name: "overall-choice", type: "choices", value: { choices: ["tie"] } }] }] }] },
  ]);
});
