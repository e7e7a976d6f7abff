import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { countPrompt, fitBackground, rankWords, withoutPrompt } from "./background";
import { readPrompt, surfaceFeatures } from "./surface-features";
import { tokenise } from "./tokens";

/** Worked out a second time from the description of the features, in another language: surface-features.cases.py. */
const [head = "", ...rows] = readFileSync(path.join(import.meta.dirname, "surface-features.cases.jsonl"), "utf8")
  .trim()
  .split("\n");
const fitted = z
  .object({ fitted: z.array(z.array(z.string())), prompts: z.array(z.string()), commonest: z.array(z.string()) })
  .parse(JSON.parse(head));
const caseSchema = z.object({
  prompt: z.string(),
  response: z.string(),
  own: z.int().nullable(),
  deflated: z.int(),
  features: z.array(z.number()),
});

const texts = [...new Set([...fitted.prompts, ...fitted.fitted.flat()])];
const { documentFrequency } = rankWords(texts.map(tokenise));
const background = fitBackground(fitted.fitted);

it.each(rows.map((row) => caseSchema.parse(JSON.parse(row))))("of $response to $prompt are those of the description", (one) => {
  const context = { texts: texts.length, documentFrequency, commonest: new Set(fitted.commonest), deflatedBytes: () => one.deflated };
  const view = withoutPrompt(background, one.own === null ? null : countPrompt(fitted.fitted[one.own] ?? []));
  const found = surfaceFeatures(context, view, readPrompt(one.prompt), one.response);
  const off = found.flatMap(([name, value], position) => {
    const wanted = one.features[position];
    return wanted !== undefined && Math.abs(value - wanted) < 1e-9 ? [] : [{ name, value, wanted }];
  });
  expect(off).toEqual([]);
  expect(found).toHaveLength(one.features.length);
});
