import { describe, expect, it } from "vitest";
import { createAgreementTally } from "@/lib/tags/agreement-tally";

const same = (left: unknown, right: unknown): number => (left === right ? 1 : 0);

describe("an agreement tally", () => {
  it("tells agreement from what the same answers give by chance", () => {
    const careless = createAgreementTally(same);
    const careful = createAgreementTally(same);
    for (let item = 0; item < 400; item += 1) {
      careless.add(item, item % 20 === 0 ? "high" : "safe", item % 20 === 1 ? "high" : "safe");
      careful.add(item, item % 2 === 0 ? "high" : "safe", (item % 20 === 3) === (item % 2 === 0) ? "safe" : "high");
    }
    const chance = careless.close();
    expect(chance).toMatchObject({ items: 400, agreement: 0.9 });
    // .95² + .05², from drawn pairs.
    expect(Math.abs((chance.chance ?? 0) - 0.905)).toBeLessThan(0.01);
    const [low, high] = chance.ci ?? [0, 0];
    expect(low).toBeGreaterThan(0.86);
    expect(high).toBeLessThan(0.94);
    const read = careful.close();
    expect(read.agreement).toBeCloseTo(0.95, 10);
    expect(Math.abs((read.chance ?? 0) - 0.5)).toBeLessThan(0.02);
  });

  it("takes items of one prompt for one, and is never surer than its few items let it be", () => {
    const repeated = createAgreementTally(same);
    for (let item = 0; item < 60; item += 1) repeated.add(item % 3, "no", "no");
    const [low, high] = repeated.close().ci ?? [1, 1];
    expect(low).toBeLessThan(0.4);
    expect(high).toBe(1);
    const single = createAgreementTally(same);
    single.add(0, "no", "high");
    expect(single.close()).toMatchObject({ items: 1, agreement: 0, chance: null });
  });
});
