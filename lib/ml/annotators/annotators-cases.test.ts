import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fitDawidSkene } from "./dawid-skene";
import { fitGlad } from "./glad";
import { fitMace } from "./mace";
import { fitOneCoin } from "./one-coin";
import type { Votes } from "./votes";

/**
 * 30 tasks of three classes with four of five annotators' labels each, and what NumPy and SciPy written from the papers make of them:
 * plain EM to a change of 1e-13 for Dawid–Skene and one coin, plain variational rounds to 1e-12 for MACE, and for GLAD the descent of
 * the marginal log posterior itself (L-BFGS in abilities, log eases and class shares together) in place of its EM.
 */
const lines = readFileSync(path.join(import.meta.dirname, "annotators.cases.jsonl"), "utf8")
  .trim()
  .split("\n");
const read = <T>(of: string, schema: z.ZodType<T>): T =>
  schema.parse(lines.map((line) => z.looseObject({ of: z.string() }).parse(JSON.parse(line))).find((one) => one.of === of));
const integers = z.array(z.int()).transform((values) => Int32Array.from(values));
const reals = z.array(z.number());

const votes: Votes = read(
  "votes",
  z.object({ tasks: z.int(), annotators: z.int(), classes: z.int(), task: integers, annotator: integers, label: integers }),
);

const expectEach = (found: Float64Array, known: readonly number[]): void => {
  expect(found).toHaveLength(known.length);
  known.forEach((value, index) => expect(found[index]).toBeCloseTo(value, 5));
};

describe("a second implementation", () => {
  it("finds the same by Dawid and Skene", () => {
    const known = read("dawid-skene", z.object({ posterior: reals, confusion: reals, classPrior: reals, loss: z.number() }));
    const { posterior, confusion, classPrior, lossHistory } = fitDawidSkene(votes);
    expectEach(posterior, known.posterior);
    expectEach(confusion, known.confusion);
    expectEach(classPrior, known.classPrior);
    expect(lossHistory.at(-1)).toBeCloseTo(known.loss, 9);
  });

  it("finds the same by one coin", () => {
    const known = read("one-coin", z.object({ posterior: reals, accuracy: reals, classPrior: reals }));
    const { posterior, accuracy, classPrior } = fitOneCoin(votes);
    expectEach(posterior, known.posterior);
    expectEach(accuracy, known.accuracy);
    expectEach(classPrior, known.classPrior);
  });

  it("finds the same by MACE", () => {
    const known = read("mace", z.object({ posterior: reals, competence: reals, spam: reals, loss: z.number() }));
    const { posterior, competence, spam, lossHistory } = fitMace(votes);
    expectEach(posterior, known.posterior);
    expectEach(competence, known.competence);
    expectEach(spam, known.spam);
    expect(lossHistory.at(-1)).toBeCloseTo(known.loss, 9);
  });

  it("finds the same by GLAD", () => {
    const known = read("glad", z.object({ posterior: reals, ability: reals, ease: reals, loss: z.number() }));
    const { posterior, ability, ease, lossHistory } = fitGlad(votes);
    expectEach(posterior, known.posterior);
    expectEach(ability, known.ability);
    expectEach(ease, known.ease);
    expect(lossHistory.at(-1)).toBeCloseTo(known.loss, 8);
  });
});
