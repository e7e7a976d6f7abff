import { expect, it } from "vitest";
import type { Asked, Entry } from "@/lib/exports/formats/contract";
import { openaiPreference } from "@/lib/exports/formats/openai-preference";
import { recipeSchema } from "@/lib/exports/schema";
import type { Prompt } from "@/lib/kinds/contract";
import { kindOf } from "@/lib/kinds/registry";

const kind = kindOf("pairwise");
const asked: Asked = { kind, config: kind.defaultConfig, question: "overall", campaign: "pairs", extras: [] };
const side = (ordinal: number) => ({ text: `answer ${ordinal}`, model: null, ordinal });

const write = (prompt: Prompt) => {
  const entry: Entry = {
    ...{ item: "i", prompt, media: null, source: null, license: null, meta: {}, promptHash: "p", split: "train", tasks: [] },
    candidates: [0, 1].map((ordinal) => ({ text: `answer ${ordinal}`, model: null, id: null, media: null })),
    answers: [],
    outcomes: [{ unitKey: "0-1", part: "", reason: null, chosen: side(1), rejected: side(0), margin: 0.5, weight: 2, pChosen: 0.9 }],
  };
  const recipe = { ...recipeSchema.parse({ weights: "column" }), resolved: { campaigns: [] } };
  return openaiPreference.write(entry, { asked, shape: "standard", recipe, mostResponses: 2, written: () => 0 });
};
const turns = (...roles: string[]) => roles.map((role, index) => ({ role, content: `turn ${index}` }));

it("writes the lines that hosted fine-tuning reads, and no key beside", () => {
  const reply = (content: string) => [{ role: "assistant", content }];
  expect(write("Which?")).toMatchObject([
    {
      rows: [
        {
          input: { messages: [{ role: "user", content: "Which?" }] },
          preferred_output: reply("answer 1"),
          non_preferred_output: reply("answer 0"),
        },
      ],
    },
  ]);
  expect(write("Which?").flatMap((one) => ("rows" in one ? one.rows.map((row) => Object.keys(row)) : []))).toEqual([
    ["input", "preferred_output", "non_preferred_output"],
  ]);
});

it("leaves out, counted, the conversations for which a service refuses the whole file", () => {
  for (const taken of [turns("system", "user"), turns("user", "assistant", "user"), turns("assistant", "user")])
    expect(write(taken)).toMatchObject([{ rows: [{ input: { messages: taken } }] }]);
  for (const odd of [
    turns("system"),
    turns("user", "assistant"),
    turns("user", "user"),
    turns("user", "tool", "user"),
    turns("user", "system", "user"),
    turns("system", "system", "user"),
  ])
    expect(write(odd)).toMatchObject([{ none: "turns-not-in-turn" }]);
});
