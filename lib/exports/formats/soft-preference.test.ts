import { describe, expect, it } from "vitest";
import type { Asked, Entry, EntryAnswer } from "@/lib/exports/formats/contract";
import { softPreference } from "@/lib/exports/formats/soft-preference";
import { recipeSchema } from "@/lib/exports/schema";
import { kindOf } from "@/lib/kinds/registry";
import { plainAnswer } from "@/scripts/testing/plain-answer";

const kind = kindOf("pairwise");
const config = kind.defaultConfig;
const asked: Asked = { kind, config, question: "overall", campaign: "pairs", extras: [] };

const answer = (choice: 0 | 1 | "tie" | "cannot-compare", who: number, counted = true): EntryAnswer => {
  const response = { answers: { overall: { choice } } };
  const forms = kind.normalise(config, "0-1", response);
  const given = { asked, unitKey: "0-1", annotator: `human-${who}`, source: "human" as const, response, forms, counted };
  return { ...given, ...plainAnswer };
};

const entry: Entry = {
  ...{ item: "item-1", prompt: "Which?", media: null, source: null, license: null, meta: {}, promptHash: "p", split: "train", tasks: [] },
  candidates: ["this", "that"].map((text) => ({ text, model: null, id: null, media: null })),
  answers: [answer(0, 1), answer(0, 2), answer("tie", 3), answer("cannot-compare", 4), answer(1, 5, false)],
  outcomes: [],
};
const side = (text: string, ordinal: number | null) => ({ text, model: null, ordinal });
const sure = { unitKey: "0-1", part: "", reason: null, margin: null, weight: 1, pChosen: 1 } as const;

const write = (outcomes: Entry["outcomes"]) =>
  softPreference.write(
    { ...entry, outcomes },
    { asked, shape: "standard", recipe: { ...recipeSchema.parse({}), resolved: { campaigns: [] } }, mostResponses: 2, written: () => 0 },
  );

const dialogue = (reply: string) => [
  { role: "user", content: "Which?" },
  { role: "assistant", content: reply },
];

describe("soft labels", () => {
  it("share the counted votes between the two responses, a tie half to each", () => {
    expect(write([{ ...sure, chosen: side("that", 1), rejected: side("this", 0) }])).toMatchObject([
      {
        rows: [
          {
            chosen: dialogue("that"),
            rejected: dialogue("this"),
            chosen_probs: 0.5 / 3,
            chosen_probs_lose: 2.5 / 3,
            votes_chosen: 0,
            votes_rejected: 2,
            votes_tie: 1,
          },
        ],
      },
    ]);
  });

  it("give a text that somebody wrote none of a response's votes", () => {
    for (const rejected of [side("this", 0), side("that", 1)])
      expect(write([{ ...sure, chosen: side("this, better", null), rejected }])).toMatchObject([{ none: "no-votes" }]);
  });
});
