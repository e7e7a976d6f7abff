import { describe, expect, it } from "vitest";
import { groupAnswerers } from "@/lib/reward-models/annotator-groups";

const row = (taskId: string, annotatorId: string, demographics: unknown) => ({ taskId, annotatorId, demographics });

describe("groups of the people that answered", () => {
  it("names what all of a task's people share, and says where they differ", () => {
    const groups = groupAnswerers([
      row("t1", "ada", { age_band: "18-30", region: "north" }),
      row("t1", "ben", { age_band: "18-30", region: "south" }),
      row("t2", "cyd", { age_band: "60+", region: "south" }),
      row("t2", "ada", { age_band: "18-30" }),
    ]);
    expect(groups.get("t1")).toEqual({ "people's age band": "18-30", "people's region": "mixed" });
    expect(groups.get("t2")).toEqual({ "people's age band": "mixed", "people's region": "south" });
  });

  it("leaves out what makes no groups: one value for all, a value for each, lists and blanks", () => {
    const rows = Array.from({ length: 20 }, (_, k) =>
      row(`t${k}`, `a${k}`, { born: 1950 + k, country: "FI", speaks: ["Finnish"], note: "", about: "x".repeat(80) }),
    );
    expect(groupAnswerers(rows).size).toBe(0);
    expect(groupAnswerers([row("t", "a", null), row("t", "b", "text")]).size).toBe(0);
  });
});
