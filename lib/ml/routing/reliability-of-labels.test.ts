import { describe, expect, it } from "vitest";
import { createRandom } from "../random/random";
import { labelsOverPairs } from "./reliability-of-labels";
import type { HeldAgainst } from "./reliability-of-labels";

/** Units of two classes, a judge right with .8, and people right with their own chance where `answers` says that they answered. */
function world(seed: number, units: number, people: readonly number[], answers: (unit: number, person: number) => boolean): HeldAgainst[] {
  const random = createRandom(seed);
  return Array.from({ length: units }, (_, unit) => {
    const judge = random.uniform() < 0.8;
    return people.flatMap((right, person) => {
      const said = random.uniform() < right;
      return answers(unit, person) ? [{ person: `${person}`, agrees: said === judge }] : [];
    });
  });
}

describe("labelsOverPairs", () => {
  it("tells how much better the one is who labels everything than the pairs in which the others meet them", () => {
    // s = .8 and five times .2: a tenth of the units has one of the five beside the one.
    const ratios = Array.from({ length: 20 }, (_, seed) =>
      labelsOverPairs(
        world(
          seed,
          2_000,
          [0.9, 0.6, 0.6, 0.6, 0.6, 0.6],
          (unit, person) => person === 0 || (unit % 10 === 0 && (unit / 10) % 5 === person - 1),
        ),
        2,
      ),
    );
    const mean = ratios.reduce((sum, { ratio }) => sum + ratio, 0) / ratios.length;
    // (.9 · .8 + .1 · .5) / √.16; who answered little is drawn to the others, so a little less is found.
    expect(mean).toBeGreaterThan(1.5);
    expect(mean).toBeLessThan(2.1);
    expect(ratios.filter(({ standardError }) => standardError > 0).length).toBeGreaterThan(15);
  });

  it("is near 1 where people are alike, and exactly 1 where nothing is told", () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const { ratio } = labelsOverPairs(
        world(seed, 1_000, [0.75, 0.75, 0.75], () => true),
        2,
      );
      expect(Math.abs(ratio - 1)).toBeLessThan(0.03);
    }
    expect(
      labelsOverPairs(
        world(1, 500, [0.75], () => true),
        2,
      ),
    ).toEqual({ ratio: 1, standardError: 0 });
    expect(labelsOverPairs([], 2)).toEqual({ ratio: 1, standardError: 0 });
    // A judge at chance tells nobody apart.
    const coin = createRandom(3);
    const deaf = world(2, 500, [0.9, 0.6], () => true).map((unit) => unit.map(({ person }) => ({ person, agrees: coin.uniform() < 0.5 })));
    expect(labelsOverPairs(deaf, 2)).toEqual({ ratio: 1, standardError: 0 });
  });
});
