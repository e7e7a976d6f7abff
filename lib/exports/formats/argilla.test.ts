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

it("has a column for every answer about one of several responses, whatever the questions are called", () => {
  const pointwise = kindOf("pointwise");
  const whole = pointwise.configSchema.parse({
    about: "item",
    scales: [{ type: "yes-no", name: "polite", title: "Polite?", required: true }],
  });
  const dual = kind.configSchema.parse({
    questions: [{ name: "overall", title: "Which is better?", overall: true }],
    safety: { levels: ["safe", "unsafe"], saferQuestion: null },
  });
  const cases = [
    { kind: pointwise, config: whole, unitKey: "all", response: { ratings: { "0": { polite: "Yes" }, "1": { polite: "No" } } } },
    {
      ...{ kind, config: dual, unitKey: "0-1" },
      response: {
        answers: { overall: { choice: 0 } },
        safety: { "0": { level: "safe", categories: [] }, "1": { level: "unsafe", categories: [] } },
      },
    },
  ];
  for (const { kind: own, config: asks, unitKey, response } of cases) {
    const about: Asked = { ...asked, kind: own, config: asks, question: own.questions(asks)[0]?.name ?? "" };
    const given: EntryAnswer = {
      ...{ asked: about, unitKey, annotator: "human-001", source: "human", response, counted: true, ...plainAnswer },
      forms: own.normalise(asks, unitKey, response),
    };
    for (const count of own === pointwise ? [1, 2] : [2]) {
      const candidates = entry.candidates.slice(0, count);
      const forms = given.forms.filter(({ part }) => part === "" || Number(part) < count);
      const one: Entry = { ...entry, candidates, tasks: [], answers: [{ ...given, forms }] };
      const here = { ...context, asked: about, mostResponses: count };
      const [record] = argilla.write(one, here);
      const row = record && "rows" in record ? record.rows[0] : undefined;
      const [flat] = argillaFlat.write(one, here);
      const cells = flat && "rows" in flat ? (flat.rows[0] ?? {}) : {};
      const people = row?.responses;
      const values = Array.isArray(people) && people[0] && typeof people[0] === "object" && "values" in people[0] ? people[0].values : null;
      const names = Object.keys(values ?? {});
      expect(names.length).toBeGreaterThan(0);
      for (const name of names) expect(cells[`${name}.responses.users`]).toEqual(["human-001"]);
      const columns = argillaFlat.columns(here).map((column) => column.name);
      expect(columns.toSorted()).toEqual(Object.keys(cells).toSorted());
    }
  }
});

it("parts columns of questions whose names differ in great letters alone, and records of two campaigns", () => {
  const pointwise = kindOf("pointwise");
  const scale = (name: string) => ({ type: "number", name, title: name, better: "higher", required: false });
  const asks = pointwise.configSchema.parse({ scales: [scale("tone"), scale("Tone")] });
  const about: Asked = { ...asked, kind: pointwise, config: asks, question: "tone" };
  const response = { ratings: { "0": { tone: 1, Tone: 2 } } };
  const given: EntryAnswer = {
    ...{ asked: about, unitKey: "0", annotator: "human-001", source: "human", response, counted: true, ...plainAnswer },
    forms: pointwise.normalise(asks, "0", response),
  };
  const resolved = ["one", "two"].map((slug) => ({
    ...{ campaignId: slug, slug, question: "tone", aggregationId: null, model: null, source: null },
    readAt: "2026-11-21T00:00:00.000Z",
  }));
  const here = { ...context, asked: { ...about, campaign: "two" }, recipe: { ...context.recipe, resolved: { campaigns: resolved } } };
  const columns = argillaFlat.columns(here).map(({ name }) => name.toLowerCase());
  expect(new Set(columns).size).toBe(columns.length);
  const [flat] = argillaFlat.write({ ...entry, tasks: [], answers: [given] }, here);
  expect(flat).toMatchObject({ rows: [{ id: "item-1#two#0", "tone.responses": [1], "Tone_2.responses": [2] }] });
});
