import { expect, it } from "vitest";
import { promptHashOf } from "@/lib/imports/identity";
import type { ImportPrompt } from "@/lib/imports/row-schema";
import { trainingResponsesOf } from "./training-responses";

it("knows a conversation by its turns and by its text, unless several prompts have that text", () => {
  const turns = (...contents: string[]): ImportPrompt =>
    contents.map((content, turn) => ({ role: turn % 2 === 0 ? "user" : "assistant", content }));
  const row = (prompt: ImportPrompt, text: string, response: string) => ({ promptId: promptHashOf(prompt), prompt: text, response });
  const [talk, plain] = [turns("Hello", "Hi", "Why?"), turns("One", "Two", "Three")];
  const cut = [
    { role: "user", content: "One\nTwo" },
    { role: "user", content: "Three" },
  ];
  const responses = trainingResponsesOf([
    row(talk, "Hello\nHi\nWhy?", "Because."),
    row(talk, "Hello\nHi\nWhy?", "No."),
    row("Plain", "Plain", "Yes."),
    row(plain, "One\nTwo\nThree", "Four."),
    row(cut, "One\nTwo\nThree", "Five."),
  ]);
  for (const prompt of [talk, "Hello\nHi\nWhy?"]) expect(responses.get(promptHashOf(prompt))).toEqual(["Because.", "No."]);
  expect(responses.get(promptHashOf("Plain"))).toEqual(["Yes."]);
  expect(responses.get(promptHashOf(plain))).toEqual(["Four."]);
  expect(responses.has(promptHashOf("One\nTwo\nThree"))).toBe(false);
  expect(responses.size).toBe(5);
});
