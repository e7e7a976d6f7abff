import { describe, expect, it } from "vitest";
import { importRowSchema } from "@/lib/imports/row-schema";
import { judge, labelledPairs, people, seedRows } from "./scenario";

const rows = seedRows();
const truth = (id: string) => rows.find((row) => row.id === id);

describe("the demo's rows", () => {
  it("are sixty, each in the import schema, the same each time", () => {
    expect(rows).toHaveLength(60);
    for (const row of rows) importRowSchema.parse(row);
    expect(new Set(rows.map((row) => row.id)).size).toBe(60);
    expect(seedRows()).toEqual(rows);
  });

  it("put the better response on either side", () => {
    const heronFirst = rows.filter((row) => row.responses[0]?.model === "heron-13b").length;
    expect(heronFirst).toBeGreaterThan(10);
    expect(heronFirst).toBeLessThan(50);
  });

  it("hold three human labels on labelled pairs, none on the others, and the judge on all", () => {
    const human = rows.map((row) => row.labels.filter((label) => label.kind === "human").length);
    expect(human.slice(0, labelledPairs).every((count) => count === 3)).toBe(true);
    expect(human.slice(labelledPairs).every((count) => count === 0)).toBe(true);
    expect(rows.every((row) => row.labels.some((label) => label.annotator === judge.name))).toBe(true);
  });

  it("show the annotators' order of quality and the judge's love of length", () => {
    const gold = rows.flatMap((row) => {
      const key = row.labels.find((label) => label.kind === "gold")?.choice;
      return key === undefined ? [] : [row.labels.filter((label) => label.kind === "human" && label.choice === key).length];
    });
    expect(gold.length).toBeGreaterThan(2);
    const agreement = people.map(({ name }) => {
      const given = rows.flatMap((row) => {
        const own = row.labels.find((label) => label.annotator === name);
        const rest = row.labels.filter((label) => label.kind === "human" && label.annotator !== name);
        return own ? [rest.filter((label) => label.choice === own.choice).length / rest.length] : [];
      });
      return given.reduce((sum, share) => sum + share, 0) / given.length;
    });
    expect(agreement[0]).toBeGreaterThan(agreement[3] ?? 1);
    const longer = rows.filter(({ responses: [a, b], labels }) => {
      const choice = labels.find((label) => label.annotator === judge.name)?.choice;
      return choice === ((b?.text.length ?? 0) > (a?.text.length ?? 0) ? 1 : 0);
    });
    expect(longer.length / rows.length).toBeGreaterThan(0.6);
    expect(truth("maths-08")?.responses).toHaveLength(2);
  });
});
