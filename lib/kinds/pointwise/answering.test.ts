import { expect, it } from "vitest";
import { digitsOf, keyOfPoint, valueOfKey } from "@/lib/kinds/pointwise/answering";
import { pointsOf } from "@/lib/kinds/pointwise/rating";
import { scaleSchema } from "@/lib/kinds/pointwise/schema";

it("prints beside each point the key that rates it, and none where no key does", () => {
  for (const [from, to, digits] of [
    [1, 5, ["1", "5"]],
    [1, 10, ["1", "0"]],
    [0, 10, ["0", "9"]],
    [1, 11, ["1", "0"]],
  ] as const) {
    const scale = scaleSchema.parse({ type: "likert", name: "x", title: "X", from, to });
    if (scale.type !== "likert") throw new Error("no points");
    for (const point of pointsOf(scale)) {
      const key = keyOfPoint(scale, point);
      if (key !== null) expect(valueOfKey(scale, key, undefined)).toBe(point);
    }
    expect(digitsOf(scale)).toEqual(digits);
  }
});
