import { expect, it } from "vitest";
import { wordMeta } from "@/lib/items/shown-meta";

const meta = {
  domain: "law",
  pages: 3,
  checked: false,
  tags: ["tax", 7],
  nested: { a: [1] },
  nothing: null,
  blank: "  ",
  long: "x".repeat(5_000),
  constructor: "not this one",
};

it("words what is named, in the order named, and nothing else", () => {
  expect(wordMeta(meta, ["pages", "domain", "checked", "tags", "nested"])).toEqual([
    { field: "pages", value: "3" },
    { field: "domain", value: "law" },
    { field: "checked", value: "false" },
    { field: "tags", value: "tax, 7" },
    { field: "nested", value: '{"a":[1]}' },
  ]);
  expect(wordMeta(meta, [])).toEqual([]);
});

it("leaves out what an item lacks or has nothing in, what every object has, and the end of what is long", () => {
  expect(wordMeta(meta, ["absent", "nothing", "blank", "toString"])).toEqual([]);
  const [long] = wordMeta(meta, ["long"]);
  expect(long?.value).toMatch(/^x{1000}…$/);
});
