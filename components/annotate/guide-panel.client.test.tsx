import { describe, expect, it } from "vitest";
import { searchGuide, sectionsOf } from "@/components/annotate/guide-panel";

const guide =
  "# Guide\n\nRead both.\n\n## Length\n\nLonger is not better.\n\n```sh\n# not a heading\n```\n\n## Straße und Café\n\nTies are fine.";

describe("a guide", () => {
  it("falls into parts at its headings, not at hashes in code, and loses nothing", () => {
    expect(sectionsOf(guide)).toHaveLength(3);
    expect(sectionsOf(guide).join("\n")).toBe(guide);
    expect(sectionsOf("No heading at all.")).toEqual(["No heading at all."]);
    expect(sectionsOf("")).toEqual([]);
  });

  it("is searched for all words at once, whatever their case and accents", () => {
    expect(searchGuide(guide, "BETTER longer")).toHaveLength(1);
    expect(searchGuide(guide, "cafe ties")).toHaveLength(1);
    expect(searchGuide(guide, "longer ties")).toEqual([]);
  });
});
