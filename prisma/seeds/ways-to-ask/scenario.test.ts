import { expect, it } from "vitest";
import { importRowSchema } from "@/lib/imports/row-schema";
import { prompts } from "./prompts";
import { answeredPrompts, seedRows } from "./scenario";

it("gives rows in the import schema, the same each time, with each slip where its text says", () => {
  const rows = seedRows();
  for (const row of rows) importRowSchema.parse(row);
  expect(seedRows()).toEqual(rows);
  expect(rows.map(({ labels }) => labels.length)).toEqual([36, 36, 36, 0, 0, 0]);
  for (const { responses } of prompts) for (const { text, slips } of responses) for (const slip of slips) expect(text).toContain(slip);
});

it("ranks the best response first for the most reliable person", () => {
  const best = seedRows()
    .slice(0, answeredPrompts)
    .map(({ labels }, index) => {
      const first = labels.flatMap((label) => ("ranking" in label && label.annotator === "Ada" ? [label.ranking[0]] : []))[0];
      return prompts[index]?.responses[first ?? -1]?.worth;
    });
  expect(best).toEqual([2, 2, 2]);
});
