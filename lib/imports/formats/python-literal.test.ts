import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePython } from "@/lib/imports/formats/python-literal";

/** As Python's `repr` prints a value. */
const print = (value: unknown): string => {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") {
    const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
    const body = value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t").replaceAll("\r", "\\r");
    return `${quote}${quote === "'" ? body.replaceAll("'", "\\'") : body}${quote}`;
  }
  if (Array.isArray(value)) return `[${value.map(print).join(", ")}]`;
  if (typeof value === "object")
    return `{${Object.entries(value)
      .map(([key, entry]) => `${print(key)}: ${print(entry)}`)
      .join(", ")}}`;
  return String(value);
};

const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: fc.constantFrom("a", "'", '"', "\\", "\n", "\t", "é", "😀", ",", "[", "}") }),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(
      fc.string({ maxLength: 5 }).filter((key) => key !== "__proto__"),
      tie("value"),
      { maxKeys: 4 },
    ),
  ),
})).value;

describe("what Python prints", () => {
  it("reads back every value of lists, objects, texts and numbers", () => {
    fc.assert(
      fc.property(fc.array(values, { maxLength: 5 }), (list) => {
        expect(parsePython(print(list))).toEqual(list);
      }),
      { numRuns: 300 },
    );
  });

  it("reads messages as NumPy prints them, without commas between", () => {
    const text = "[{'content': \"it's\", 'role': 'user'}\n {'content': 'caf\\xe9 \\u00fc', 'role': 'assistant'}]";
    expect(parsePython(text)).toEqual([
      { content: "it's", role: "user" },
      { content: "café ü", role: "assistant" },
    ]);
    expect(parsePython("[array(['a', 'b'], dtype='<U1')]")).toEqual([["a", "b"]]);
    expect(parsePython("{'models': array(['a', 'b'], dtype=object), 'score': nan, 'pair': (1, 2)}")).toEqual({
      models: ["a", "b"],
      score: null,
      pair: [1, 2],
    });
  });

  it.each([
    "[INST] a text",
    "{not a literal}",
    "['open",
    "[1, 2",
    "{'a': 1} and more",
    "[lambda: 0]",
    "[constructor]",
    "[".repeat(10_000),
    "['\\U99999999']",
  ])("%j prints no value", (text) => {
    expect(parsePython(text)).toBeUndefined();
  });
});
