import { expect, it, vi } from "vitest";
import { pairwise } from "@/lib/kinds/pairwise/kind";
import { sealKind } from "@/lib/kinds/seal";

it("parses a campaign's questions once, however many labels of a file are asked of what came of them", () => {
  const parse = vi.spyOn(pairwise.configSchema, "parse");
  const kind = sealKind(pairwise);
  const item = {
    prompt: "Which river?",
    candidates: [
      { text: "The Elbe.", model: null },
      { text: "The Oder.", model: null },
    ],
  };
  let config: unknown = null;
  for (let label = 0; label < 20; label += 1)
    config = kind.learnConfig(config, { annotator: "ada", kind: "human", choice: label % 2 }, item);
  expect(kind.questions(config).map(({ name }) => name)).toEqual(["overall"]);
  expect(parse.mock.calls.length).toBe(1);
  parse.mockRestore();
});
