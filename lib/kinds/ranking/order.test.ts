import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  emptyRanking,
  lastPlaced,
  put,
  restAreWorse,
  setNotRankable,
  step,
  tieOrPart,
  toggle,
  toggleFlag,
} from "@/lib/kinds/ranking/order";
import type { Slot } from "@/lib/kinds/ranking/order";
import type { RankingResponse } from "@/lib/kinds/ranking/schema";

const start = (groups: number[][], unranked: number[] = []): RankingResponse => ({ groups, unranked });

describe("putting responses in order", () => {
  it("counts a slot before the response leaves its old place", () => {
    expect(put(start([[0], [1], [2]]), 2, { at: "before", group: 0 }).groups).toEqual([[2], [0], [1]]);
    expect(put(start([[0], [1], [2]]), 0, { at: "before", group: 2 }).groups).toEqual([[1], [0], [2]]);
    expect(put(start([[0], [1], [2]]), 0, { at: "before", group: 3 }).groups).toEqual([[1], [2], [0]]);
    expect(put(start([[0], [1], [2]]), 0, { at: "tie", group: 2 }).groups).toEqual([[1], [2, 0]]);
    expect(put(start([[0, 1], [2]]), 1, { at: "tie", group: 0 }).groups).toEqual([[0, 1], [2]]);
    expect(put(start([[0], [1]], [2]), 1, { at: "off" })).toEqual({ groups: [[0]], unranked: [1, 2] });
  });

  it("places by one key each, takes back by the same, and leaves the rest last", () => {
    const one = toggle(emptyRanking([2, 0, 1, 3]), 2);
    const two = toggle(one, 0);
    expect(two).toEqual({ groups: [[2], [0]], unranked: [1, 3] });
    expect(lastPlaced(two)).toBe(0);
    expect(restAreWorse(two, true)).toEqual({ groups: [[2], [0], [1, 3]], unranked: [] });
    expect(restAreWorse(two, false)).toBe(two);
    const none = emptyRanking([0, 1, 2]);
    expect(restAreWorse(none, true)).toBe(none);
    expect(toggle(two, 2)).toEqual({ groups: [[0]], unranked: [1, 2, 3] });
  });

  it("ties with the place before, and parts again", () => {
    const tied = tieOrPart(start([[0], [1]]), 1);
    expect(tied.groups).toEqual([[0, 1]]);
    expect(tieOrPart(tied, 1).groups).toEqual([[0], [1]]);
    expect(tieOrPart(start([[0], [1]]), 0).groups).toEqual([[0], [1]]);
  });

  it("moves by steps, out of ties and past neighbours", () => {
    expect(step(start([[0], [1], [2]]), 2, -1).groups).toEqual([[0], [2], [1]]);
    expect(step(start([[0], [1], [2]]), 0, 1).groups).toEqual([[1], [0], [2]]);
    expect(step(start([[0, 1], [2]]), 1, -1).groups).toEqual([[1], [0], [2]]);
    expect(step(start([[0, 1], [2]]), 0, 1).groups).toEqual([[1], [0], [2]]);
    expect(step(start([[0]], [1]), 1, -1).groups).toEqual([[0], [1]]);
    expect(step(start([[0], [1]]), 1, 1)).toEqual({ groups: [[0]], unranked: [1] });
  });

  it("says why an item cannot be ranked, until something is placed", () => {
    const unable = setNotRankable(start([[0]], [1]), "bad");
    expect(unable).toEqual({ groups: [], unranked: [0, 1], notRankable: "bad" });
    expect(setNotRankable(unable, null)).toEqual({ groups: [], unranked: [0, 1] });
    expect(toggle(unable, 1)).toEqual({ groups: [[1]], unranked: [0] });
  });

  it("keeps flags apart from places", () => {
    const flagged = toggleFlag(toggleFlag(start([[0]], [1]), 1, "unsafe"), 1, "language");
    expect(flagged.flags).toEqual({ "1": ["unsafe", "language"] });
    expect(toggleFlag(toggleFlag(flagged, 1, "unsafe"), 1, "language")).toEqual(start([[0]], [1]));
  });

  it("never loses or doubles a response, whatever is done", () => {
    const slot: fc.Arbitrary<Slot> = fc.oneof(
      fc.record({ at: fc.constant("before" as const), group: fc.nat(5) }),
      fc.record({ at: fc.constant("tie" as const), group: fc.nat(4) }),
      fc.constant({ at: "off" as const }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(4), slot, fc.nat(4)), { maxLength: 20 }), (moves) => {
        let response = emptyRanking([0, 1, 2, 3, 4]);
        for (const [ordinal, to, what] of moves) {
          const slotThere = to.at === "tie" && to.group >= response.groups.length ? { at: "off" as const } : to;
          if (what === 0) response = put(response, ordinal, slotThere);
          else if (what === 1) response = step(response, ordinal, ordinal % 2 === 0 ? 1 : -1);
          else if (what === 2) response = tieOrPart(response, ordinal);
          else if (what === 3) response = toggle(response, ordinal);
          else response = restAreWorse(response, true);
          expect([...response.groups.flat(), ...response.unranked].sort()).toEqual([0, 1, 2, 3, 4]);
          expect(response.groups.every((group) => group.length > 0)).toBe(true);
        }
      }),
    );
  });
});
