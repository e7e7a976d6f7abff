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

it("takes the last label back without saying that none applies", () => {
  const options = ["rude", "wrong"].map((value) => ({ value, title: value }));
  const scale = scaleSchema.parse({ type: "labels", name: "x", title: "X", several: true, options });
  expect(valueOfKey(scale, "1", undefined)).toEqual(["rude"]);
  expect(valueOfKey(scale, "2", ["rude"])).toEqual(["rude", "wrong"]);
  expect(valueOfKey(scale, "1", ["rude", "wrong"])).toEqual(["wrong"]);
  expect(valueOfKey(scale, "2", ["wrong"])).toBeNull();
  expect(valueOfKey(scale, "9", ["wrong"])).toBeUndefined();
});
