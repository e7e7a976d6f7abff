import { describe, expect, it } from "vitest";
import { extrasSchema, extraText, keptExtras, missingExtras, withExtraText } from "@/lib/extras/schema";

const extras = extrasSchema.parse([
  { name: "why", title: "Why?", type: "critique", about: "item", required: true, minChars: 10 },
  { name: "better", title: "Write it better", type: "rewrite", about: "response", minChars: 3 },
]);

describe("extras", () => {
  it("names what is missing by the letters that the annotator sees", () => {
    expect(missingExtras(extras, [1, 0], [])).toEqual(["Write “Why?”."]);
    const short = [
      { name: "why", response: null, text: "  it is  " },
      { name: "better", response: 0, text: "no" },
    ];
    expect(missingExtras(extras, [1, 0], short)).toEqual([
      "“Why?” has 5 of at least 10 characters.",
      "“Write it better” for B has 2 of at least 3 characters.",
    ]);
    // Two cards of a ranking are no sides.
    expect(missingExtras(extras, [1, 0], short, false)[1]).toBe("“Write it better” for L has 2 of at least 3 characters.");
    expect(missingExtras(extras, [1, 0], [{ name: "why", response: null, text: "The first one lies." }])).toEqual([]);
  });

  it("keeps what answers an extra, in one order whatever the order of typing", () => {
    const typed = withExtraText(
      withExtraText(withExtraText([], { name: "better", response: 1, text: "one" }), { name: "better", response: 0, text: "zero" }),
      { name: "why", response: null, text: "because of it" },
    );
    expect(keptExtras(extras, [1, 0], [...typed, { name: "gone", response: null, text: "an extra of last week" }])).toEqual([
      { name: "why", response: null, text: "because of it" },
      { name: "better", response: 0, text: "zero" },
      { name: "better", response: 1, text: "one" },
    ]);
  });

  it("changes one text and leaves the others; an emptied one goes", () => {
    const one = withExtraText([], { name: "why", response: null, text: "a" });
    expect(extraText(withExtraText(one, { name: "why", response: null, text: "b" }), "why", null)).toBe("b");
    expect(withExtraText(one, { name: "why", response: null, text: "" })).toEqual([]);
  });

  it.each<[string, unknown]>([
    ["two of one name", [extras[0], extras[0]]],
    ["a name that no column can bear", [{ ...extras[0], name: "Why not" }]],
    ["an unknown type", [{ ...extras[0], type: "essay" }]],
    ["no title", [{ ...extras[0], title: " " }]],
  ])("refuses %s", (_name, value) => expect(extrasSchema.safeParse(value).success).toBe(false));
});
