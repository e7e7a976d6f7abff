import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { globMatcher } from "@/lib/imports/containers/match-glob";

describe("a glob of a data set's card", () => {
  it.each<[string, string[], string[]]>([
    ["data/*.parquet", ["data/a.parquet", "data/.parquet"], ["data/x/a.parquet", "data/a.parquet2", "xdata/a.parquet"]],
    ["**/train-*.jsonl", ["train-1.jsonl", "a/train-1.jsonl", "a/b/train-.jsonl"], ["atrain-1.jsonl", "a/btrain-1.jsonl"]],
    ["data/**", ["data/a", "data/a/b.csv"], ["datum/a"]],
    ["a?c.(x)+", ["abc.(x)+"], ["a/c.(x)+", "ac.(x)+", "abc.xx"]],
    ["x", ["x"], ["", "xx", "X"]],
  ])("%s", (glob, fitting, others) => {
    const fits = globMatcher(glob);
    expect(fitting.filter((path) => !fits(path))).toEqual([]);
    expect(others.filter(fits)).toEqual([]);
  });

  it("says what the regular expression of the same meaning says", () => {
    const asExpression = (glob: string): RegExp => {
      const bodies: Record<string, string> = { "**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]" };
      const parts = glob.split(/(\*\*\/|\*\*|\*|\?)/).map((part) => bodies[part] ?? part);
      return new RegExp(`^${parts.join("")}$`);
    };
    const text = (letters: string[], maxLength: number) => fc.string({ unit: fc.constantFrom(...letters), maxLength });
    fc.assert(
      fc.property(text(["*", "**", "**/", "?", "a", "b", "/"], 7), text(["a", "b", "/"], 9), (glob, path) => {
        expect(globMatcher(glob)(path)).toBe(asExpression(glob).test(path));
      }),
      { numRuns: 500 },
    );
  });

  it("of many stars is told in no time what it does not fit", () => {
    // The regular expression of this needs longer than anybody waits.
    expect(globMatcher(`${"**a".repeat(60)}**b`)("a".repeat(900))).toBe(false);
  });
});
