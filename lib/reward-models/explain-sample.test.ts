import { expect, it } from "vitest";
import { smallSample } from "@/lib/ml/reward/small-sample";
import { explainSample } from "@/lib/reward-models/explain-sample";

const told = (...gain: Parameters<typeof smallSample>) => {
  const small = smallSample(...gain);
  return small && explainSample(small);
};

it("says what so many comparisons can tell and how many the difference seen would take, whichever is the trouble", () => {
  // 2.8 · √(½ / 100) = .198; ½ (2.8 / .05)² = 1,570
  expect(told({ value: 0.05, ci: [-0.02, 0.12], n: 100 })).toEqual({
    title: "Few comparisons",
    says: "100 comparisons tell differences of 20 points and more from nothing. A difference as small as the one seen takes about 1,570. Read the intervals before the figures.",
  });
  expect(told({ value: 0.03, ci: [-0.01, 0.07], n: 900 })?.title).toBe("Not shown to be better than “the longer response wins”");
  // A model that is behind has made no gain.
  expect(told({ value: -0.14, ci: [-0.3, 0.02], n: 50 })?.says).toMatch(/A difference as small as the one seen takes about 201\./);
  expect(told({ value: 0, ci: null, n: 1 })?.says).toMatch(/^1 comparison tells differences of 100 points and more from nothing\. Read/);
});
