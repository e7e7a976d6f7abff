import { expect, it } from "vitest";
import type { Asked, Entry } from "@/lib/exports/formats/contract";
import { trlStepwise } from "@/lib/exports/formats/trl-stepwise";
import { recipeSchema } from "@/lib/exports/schema";
import { kindOf } from "@/lib/kinds/registry";

const kind = kindOf("segment");
const config = kind.defaultConfig;
const asked: Asked = { kind, config, question: kind.questions(config)[0]?.name ?? "", campaign: "marks", extras: [] };
const recipe = { ...recipeSchema.parse({}), resolved: { campaigns: [] } };

const rowsOf = (text: string, wrong: string): unknown => {
  const start = text.indexOf(wrong);
  const spans = [{ on: "target", start, end: start + wrong.length }];
  const consensus = { choice: "error", posterior: {}, pChoice: 1, labels: 3, strength: null, detail: { spans } };
  const entry: Entry = {
    ...{ item: "i", prompt: "Add.", media: null, source: null, license: null, meta: {}, promptHash: "p", split: "train" },
    candidates: [{ text, model: null, id: null, media: null }],
    tasks: [{ unitKey: kind.units(config, 1)[0] ?? "", part: "", isGold: false, consensus }],
    ...{ answers: [], outcomes: [] },
  };
  return trlStepwise.write(entry, { asked, shape: "standard", recipe, mostResponses: 1, written: () => 0 });
};

it("parts a response by its lines, whichever signs end them, and calls the marked ones wrong", () => {
  const row = { prompt: "Add.", completions: ["1 + 1 = 2", "2 + 2 = 5", "So 5."], labels: [true, false, true] };
  for (const end of ["\n", "\r\n", "\n\n"])
    expect(rowsOf(["1 + 1 = 2", "2 + 2 = 5", "So 5."].join(end), "= 5")).toMatchObject([{ rows: [row] }]);
});
