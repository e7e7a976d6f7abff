import { describe, expect, it } from "vitest";
import { createRandom } from "../random/random";
import { measureGain } from "./measured-gain";

describe("measureGain", () => {
  it("gives the interval of a worked case: 56 of 70 against 48 of 80", () => {
    const { lift } = measureGain({ answered: 70, differing: 56, predicted: 50 }, { answered: 80, differing: 48, predicted: 0 });
    if (lift.value === null || lift.ci === null) throw new Error("both arms have answers");
    expect(lift.value).toBeCloseTo(0.2, 12);
    // (57/72 − 49/82) ± 1.96 √(.7917·.2083/72 + .5976·.4024/82)
    expect(lift.ci[0]).toBeCloseTo(0.0525, 3);
    expect(lift.ci[1]).toBeCloseTo(0.3358, 3);
  });

  it("covers the true difference about as often as it says", () => {
    const random = createRandom(3);
    let held = 0;
    for (let run = 0; run < 600; run += 1) {
      const draw = (n: number, share: number) => ({
        answered: n,
        differing: Array.from({ length: n }).filter(() => random.uniform() < share).length,
        predicted: 0,
      });
      const { lift } = measureGain(draw(60, 0.5), draw(20, 0.2));
      if (lift.value !== null && lift.ci && lift.ci[0] <= 0.3 && lift.ci[1] >= 0.3) held += 1;
    }
    expect(held / 600).toBeGreaterThan(0.92);
  });

  it("raises an alarm where the prediction was wrong, and not on a handful", () => {
    const control = { answered: 20, differing: 4, predicted: 4 };
    expect(measureGain({ answered: 100, differing: 30, predicted: 60 }, control).alarm).toBe(true);
    expect(measureGain({ answered: 100, differing: 58, predicted: 60 }, control).alarm).toBe(false);
    expect(measureGain({ answered: 5, differing: 0, predicted: 4 }, control).alarm).toBe(false);
  });

  it("raises none where nothing was predicted, and seldom in all the looks at a plan whose prediction is right", () => {
    const none = { answered: 0, differing: 0, predicted: 0 };
    expect(measureGain({ answered: 100, differing: 30, predicted: null }, none)).toMatchObject({ predicted: null, alarm: false });
    const random = createRandom(5);
    let wrong = 0;
    for (let run = 0; run < 100; run += 1) {
      let [answered, differing, next, alarm] = [0, 0, 20, false];
      for (; answered < 1_000 && !alarm; answered += 1) {
        if (answered >= next) {
          alarm = measureGain({ answered, differing, predicted: 0.3 * answered }, none).alarm;
          next = Math.ceil(1.1 * next);
        }
        if (random.uniform() < 0.3) differing += 1;
      }
      if (alarm) wrong += 1;
    }
    expect(wrong).toBeLessThan(12);
  });

  it("gives shares at either end an interval that holds them", () => {
    const { routed, control, lift } = measureGain(
      { answered: 12, differing: 12, predicted: 9 },
      { answered: 5, differing: 0, predicted: 2 },
    );
    expect(routed).toMatchObject({ value: 1, ci: [expect.closeTo(0.8146, 3), 1] });
    expect(control).toMatchObject({ value: 0, ci: [0, expect.closeTo(0.3793, 3)] });
    expect(lift.value !== null && lift.ci?.[1]).toBe(1);
  });

  it("says what it cannot tell", () => {
    const none = { answered: 0, differing: 0, predicted: 0 };
    expect(measureGain(none, none)).toMatchObject({ routed: { value: null }, lift: { value: null }, predicted: null, alarm: false });
    expect(() => measureGain({ answered: 1, differing: 2, predicted: 0 }, none)).toThrow(/differing/);
  });
});
