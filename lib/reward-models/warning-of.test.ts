import { expect, it } from "vitest";
import { honestFigures } from "@/lib/ml/reward/honesty";
import { warningOf } from "@/lib/reward-models/warning-of";

const told = (gain: Parameters<typeof warningOf>[0]["gain"]) =>
  warningOf({ gain, honesty: honestFigures([], [], gain, { seed: 1, crossValidated: false }) });

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
  expect(told({ value: 0.1, ci: [0.05, 0.15], n: 900 })).toBeNull();
});

it("says plainly that a model is worse than picking the longer response, on however many comparisons", () => {
  const many = told({ value: -0.1, ci: [-0.15, -0.05], n: 900 });
  expect(many?.title).toBe("Worse than “the longer response wins”");
  expect(many?.says).toMatch(
    /^On 900 comparisons it names the preferred response 10\.0 points less often than the length of the responses alone does \(95 %: 5\.0 to 15\.0\)\./,
  );
  expect(many?.says).not.toContain("tell differences");
  const few = told({ value: -0.3, ci: [-0.45, -0.15], n: 80 });
  expect(few?.title).toBe("Worse than “the longer response wins”");
  expect(few?.says).toMatch(
    /80 comparisons tell differences of 22 points and more from nothing\..* Read the intervals before the figures\.$/,
  );
  // Not shown to be worse is not said to be.
  expect(told({ value: -0.02, ci: [-0.05, 0], n: 900 })?.title).toBe("Not shown to be better than “the longer response wins”");
});
