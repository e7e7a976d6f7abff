import { expect, it } from "vitest";
import type { Asked, Entry, EntryOutcome } from "@/lib/exports/formats/contract";
import { rewardbench } from "@/lib/exports/formats/rewardbench";
import { recipeSchema } from "@/lib/exports/schema";
import { kindOf } from "@/lib/kinds/registry";

const kind = kindOf("pairwise");
const resolvedAs = (slug: string) => ({
  ...{ campaignId: slug, slug, question: "overall", aggregationId: null, model: null, source: null },
  readAt: "2026-11-21T00:00:00.000Z",
});

const idsOf = (campaigns: string[], outcomes: EntryOutcome[]): unknown[] =>
  campaigns.flatMap((campaign) => {
    const asked: Asked = { kind, config: kind.defaultConfig, question: "overall", campaign, extras: [] };
    const recipe = { ...recipeSchema.parse({}), resolved: { campaigns: campaigns.map(resolvedAs) } };
    const entry: Entry = {
      ...{ item: "i", prompt: "Which?", media: null, source: "set", license: null, meta: {}, promptHash: "p", split: "train" },
      ...{ candidates: [], tasks: [], answers: [], outcomes },
    };
    const written = rewardbench.write(entry, { asked, shape: "standard", recipe, mostResponses: 2, written: () => 0 });
    return written.flatMap((one) => ("rows" in one ? one.rows.map(({ id }) => id) : []));
  });

const preferred = (chosen: number | string, rejected: number): EntryOutcome => {
  const side = (of: number | string) => ({ text: `${of}`, model: null, ordinal: typeof of === "number" ? of : null });
  return { unitKey: "0-1", part: "", reason: null, chosen: side(chosen), rejected: side(rejected), margin: null, weight: 1, pChosen: 1 };
};

it("gives each row an id of its own, over campaigns and over texts that people wrote", () => {
  expect(idsOf(["pairs"], [preferred(0, 1)])).toEqual(["i"]);
  expect(idsOf(["pairs", "again"], [preferred(0, 1)])).toEqual(["i#pairs", "i#again"]);
  const rows = idsOf(["pairs"], [preferred(0, 1), preferred("one way", 0), preferred("another", 0)]);
  expect(rows).toEqual(["i#0-1", "i#text1-0", "i#text2-0"]);
});
