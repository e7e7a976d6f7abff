import { expect, it } from "vitest";
import { sameAnswer } from "@/components/annotate/same-answer";

const given = { response: { answers: { overall: { choice: 0, strength: -1 } } }, comment: "", flagged: false, extras: [] };

it("takes no notice of the order of keys, nor of what is not there", () => {
  const draft = {
    ...given,
    response: { answers: { overall: { strength: -1, choice: 0, why: undefined } } },
    activeSeconds: 3,
    reply: "so",
  };
  expect(sameAnswer(draft, given)).toBe(true);
});

it.each([
  ["another choice", { response: { answers: { overall: { choice: 1, strength: 1 } } } }],
  ["one part less", { response: { answers: { overall: { choice: 0 } } } }],
  ["a list where there was none", { response: { answers: [] } }],
  ["a word more", { comment: "Look." }],
  ["a flag", { flagged: true }],
])("tells %s", (_name, patch) => {
  expect(sameAnswer({ ...given, ...patch }, given)).toBe(false);
});
