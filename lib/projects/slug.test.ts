import { expect, it } from "vitest";
import { slugSchema } from "@/lib/projects/schema";

it.each(["tea", "open_instruct_human_eval", "mqm-zh.en", "MultiPref2", "a__b"])("%s names a project", (slug) => {
  expect(slugSchema.safeParse(slug).success).toBe(true);
});

it.each(["", "-tea", "tea_", "two words", "a/b", "..", "té", "x".repeat(61)])("“%s” does not", (slug) => {
  expect(slugSchema.safeParse(slug).success).toBe(false);
});
