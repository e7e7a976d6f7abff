import { describe, expect, it } from "vitest";
import { kindOf } from "@/lib/kinds/registry";
import { campaignTemplates } from "@/lib/projects/templates/templates";

describe("campaign templates", () => {
  it("have names of their own", () => {
    expect(new Set(campaignTemplates.map(({ id }) => id)).size).toBe(campaignTemplates.length);
  });

  it.each(campaignTemplates)("$id asks a question that its kind takes, item and all", ({ kind: kindId, config, guide, summary }) => {
    const kind = kindOf(kindId);
    const parsed = kind.configSchema.parse(config);
    expect(kind.questions(parsed).length).toBeGreaterThan(0);
    expect(guide.startsWith("# ")).toBe(true);
    expect(summary.length).toBeGreaterThan(20);
    // Settings that the schema does not know would be dropped in silence.
    for (const name of Object.keys(config)) expect(parsed).toHaveProperty(name);
    const item = kind.fixtures.items.find((one) => kind.checkItem(parsed, one) === null);
    expect(item && kind.units(parsed, item.candidates.length).length).toBeGreaterThan(0);
  });
});
