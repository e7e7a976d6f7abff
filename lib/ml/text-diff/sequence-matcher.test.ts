import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { matchingBlocks, opcodesOf } from "./sequence-matcher";

const blocksSchema = z.array(z.tuple([z.number(), z.number(), z.number()]));
const caseSchema = z.object({ words: z.boolean(), a: z.string(), b: z.string(), on: blocksSchema, off: blocksSchema });

const cases = readFileSync(path.join(import.meta.dirname, "sequence-matcher.cases.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => caseSchema.parse(JSON.parse(line)));

const elements = (text: string, words: boolean): string[] => (words ? text.split(" ").filter((word) => word !== "") : [...text]);

describe("matching blocks", () => {
  it.each([
    ["with autojunk", true, "on"],
    ["without autojunk", false, "off"],
  ] as const)("are Python's in 200 recorded cases, %s", (_name, autojunk, key) => {
    expect(cases).toHaveLength(200);
    const wrong = cases.filter((one) => {
      const blocks = matchingBlocks(elements(one.a, one.words), elements(one.b, one.words), { autojunk });
      return JSON.stringify(blocks.map(({ a, b, size }) => [a, b, size])) !== JSON.stringify(one[key]);
    });
    expect(wrong).toEqual([]);
  });

  it("leave out common elements of long sequences only with autojunk, and say so in some of the cases", () => {
    expect(cases.filter((one) => JSON.stringify(one.on) !== JSON.stringify(one.off)).length).toBeGreaterThan(20);
  });

  it("close empty sequences with the empty block", () => {
    expect(matchingBlocks([], [])).toEqual([{ a: 0, b: 0, size: 0 }]);
    expect(matchingBlocks(["a"], [])).toEqual([{ a: 1, b: 0, size: 0 }]);
  });
});

describe("opcodes", () => {
  it("rebuild the second sequence from the first", () => {
    for (const one of cases) {
      const [a, b] = [elements(one.a, one.words), elements(one.b, one.words)];
      const rebuilt = opcodesOf(matchingBlocks(a, b)).flatMap(({ tag, aStart, aEnd, bStart, bEnd }) =>
        tag === "equal" ? a.slice(aStart, aEnd) : b.slice(bStart, bEnd),
      );
      expect(rebuilt).toEqual(b);
    }
  });

  it("name what happened", () => {
    expect(opcodesOf(matchingBlocks([..."qabxcd"], [..."abycdf"])).map(({ tag }) => tag)).toEqual([
      "delete",
      "equal",
      "replace",
      "equal",
      "insert",
    ]);
  });
});
