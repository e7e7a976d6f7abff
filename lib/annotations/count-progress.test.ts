import { describe, expect, it } from "vitest";
import { countProgress } from "@/lib/annotations/count-progress";

const raw = { workDone: 10, workLeft: 80, plantedDone: 1, plantedSkipped: 0, skipped: 0, known: 50, activeSeconds: 0 };
const shares = { gold: 0.1, repeat: 0 };

describe("countProgress", () => {
  it("moves by the same step whether the answer was work or planted", () => {
    const before = countProgress(raw, shares);
    const afterWork = countProgress({ ...raw, workDone: 11, workLeft: 79 }, shares);
    const afterPlanted = countProgress({ ...raw, plantedDone: 2 }, shares);
    expect(afterWork).toEqual(afterPlanted);
    expect(afterWork).toMatchObject({ done: before.done + 1, left: before.left - 1 });
  });

  it("moves by that step beyond what was expected, too", () => {
    const many = { ...raw, plantedDone: 20 };
    const before = countProgress(many, shares);
    expect(countProgress({ ...many, plantedDone: 21 }, shares)).toMatchObject({ done: before.done + 1, left: before.left - 1 });
  });

  it("expects no more known answers than there are", () => {
    expect(countProgress({ ...raw, known: 3 }, shares).left).toBe(82);
  });

  it("leaves nothing where no work is left, whatever was still expected", () => {
    expect(countProgress({ ...raw, workDone: 90, workLeft: 0 }, shares)).toMatchObject({ done: 91, left: 0 });
  });

  it("is a plain count where nothing is planted", () => {
    expect(countProgress({ ...raw, plantedDone: 0 }, { gold: 0, repeat: 0 })).toMatchObject({ done: 10, left: 80 });
  });
});
