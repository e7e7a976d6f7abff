import { describe, expect, it } from "vitest";
import { chooseSplit } from "@/lib/exports/choose-split";
import { licenceOf } from "@/lib/exports/hub-licences";
import { pseudonymsOf } from "@/lib/exports/pseudonyms";
import { recipeSchema } from "@/lib/exports/schema";

describe("a recipe", () => {
  it("has defaults that export everything certain or not, and refuses what it does not know", () => {
    expect(recipeSchema.parse({})).toMatchObject({
      version: 1,
      minPosterior: 0,
      ties: "drop",
      splits: { train: 1, validation: 0, test: 0 },
    });
    expect(recipeSchema.safeParse({ minPosteriour: 0.9 }).success).toBe(false);
    expect(recipeSchema.safeParse({ splits: { train: 0.5, test: 0.4 } }).success).toBe(false);
    expect(recipeSchema.safeParse({ splits: { train: 0, test: 1 } }).success).toBe(false);
    expect(recipeSchema.safeParse({ version: 2 }).success).toBe(false);
  });
});

describe("chooseSplit", () => {
  const splits = { train: 0.7, validation: 0.1, test: 0.2 };
  const prompts = Array.from({ length: 4_000 }, (_, index) => `hash ${index}`);

  it("keeps the shares within what 4,000 draws allow and gives a prompt the same split each time", () => {
    const test = prompts.filter((prompt) => chooseSplit(prompt, splits, 1) === "test").length;
    expect(Math.abs(test - 800)).toBeLessThan(4 * Math.sqrt(4_000 * 0.2 * 0.8));
    expect(prompts.every((prompt) => chooseSplit(prompt, splits, 1) === chooseSplit(prompt, splits, 1))).toBe(true);
    expect(prompts.some((prompt) => chooseSplit(prompt, splits, 1) !== chooseSplit(prompt, splits, 2))).toBe(true);
  });
});

describe("names and licences", () => {
  it("numbers people without telling their names, the same way each time", () => {
    const people = ["zoe", "ada", "kim"].map((name) => ({ id: name, name, source: "human" as const }));
    const names = pseudonymsOf([...people, { id: "judge", name: "judge", source: "lm" }], 1);
    expect([...names.values()].sort()).toEqual(["human-001", "human-002", "human-003"]);
    expect(names.has("judge")).toBe(false);
    expect(pseudonymsOf([...people].reverse(), 1)).toEqual(names);
  });

  it("names a licence only where the items agree on it", () => {
    expect(licenceOf(undefined, ["Apache-2.0"])).toEqual({ license: "apache-2.0" });
    expect(licenceOf(undefined, ["MIT", "Apache-2.0"])).toEqual({ license: "other" });
    expect(licenceOf(undefined, [])).toEqual({});
    expect(licenceOf("mit", ["Apache-2.0"])).toEqual({ license: "mit" });
  });

  it("names a licence that the hub does not know beside “other”: it refuses a card with an id of its own making", () => {
    expect(licenceOf(undefined, ["Apache-2.0 (OASST1)"])).toEqual({ license: "other", license_name: "apache-2.0-oasst1" });
    expect(licenceOf("our-own-1.0", ["MIT"])).toEqual({ license: "other", license_name: "our-own-1.0" });
    expect(licenceOf(undefined, ["！"])).toEqual({ license: "other" });
  });
});
