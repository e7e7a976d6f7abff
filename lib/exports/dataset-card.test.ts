import { expect, it } from "vitest";
import { datasetCard } from "@/lib/exports/dataset-card";
import { recipeSchema } from "@/lib/exports/schema";

const card = (people: number, models: string[], recipe: object = {}): string =>
  datasetCard({
    project: { name: "Pairs", description: "" },
    version: {
      ...{ format: "trl-preference", container: "jsonl" },
      recipe: { ...recipeSchema.parse(recipe), resolved: { campaigns: [] } },
    },
    shape: "standard",
    ...{ considered: 0, exported: 0, excluded: {}, training: {}, codeVersion: "", media: false, files: [] },
    facts: {
      campaigns: [
        {
          ...{ name: "Pairs", kind: "pairwise", question: "overall", consensus: null, guide: null },
          agreement: {
            source: "human",
            report: {
              ...{ metric: "krippendorff-alpha", level: "nominal", labels: people, annotators: people },
              estimate: { value: null, reason: "There are no labels to compare." },
            },
          },
        },
      ],
      annotators: { people, models, answersOfPeople: people, answersOfModels: models.length, uncounted: 0 },
      ...{ demographics: [], costs: new Map([["human", 2_500_000]]), models: [], licences: [], languages: [] },
    },
  });

it("says whose the labels are where no person answered", () => {
  expect(card(0, ["judge"])).toContain("- No person answered: the labels are those of language models.");
  expect(card(0, [])).toContain("- No person and no language model answered: what labels there are were known beforehand");
  expect(card(0, [])).not.toContain("those of language models");
  expect(card(1, [])).not.toContain("No person");
  expect(card(1, [])).toContain("(1 label by 1 annotator)");
});

it("says of which answers the costs are: the ledger knows campaigns, a recipe may keep part of one", () => {
  const whole = "This is what all answers of the campaign cost, those that the recipe leaves out among them.";
  expect(card(1, [])).toContain("- Together: $2.50");
  expect(card(1, [])).not.toContain(whole);
  for (const recipe of [{ itemSources: ["web"] }, { answers: { from: "2026-11-01" } }, { answers: { exceptAnnotators: ["ada"] } }])
    expect(card(1, [], recipe)).toContain(whole);
});
