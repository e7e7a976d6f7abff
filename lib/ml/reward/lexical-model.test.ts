import { expect, it } from "vitest";
import { SURFACE_COUNT } from "../text/surface-features";
import { DENSE_COUNT } from "./lexical-encoder";
import { fitSurfaceScale, scaleSurface, SURFACE_FACTOR, Z_LIMIT } from "./lexical-model";

it("scales a feature by its mean and its deviation over the rows, leaves out what does not vary, and bounds what is far out", () => {
  const column = [2, 4, 6, 8];
  const dense = new Float32Array(column.length * DENSE_COUNT);
  for (const [row, value] of column.entries()) {
    dense[row * DENSE_COUNT] = value;
    dense[row * DENSE_COUNT + 1] = 3;
  }
  const scale = fitSurfaceScale(dense);
  expect(scale.mean.slice(0, 2)).toEqual([5, 3]);
  expect(scale.deviation[0]).toBeCloseTo(Math.sqrt(5), 12);
  expect(scale.deviation[1]).toBe(0);

  const fresh = new Float32Array(2 * DENSE_COUNT);
  fresh.set([7, 9], 0);
  fresh.set([500, 9], DENSE_COUNT);
  const scaled = scaleSurface(scale, fresh);
  expect(scaled[0]).toBeCloseTo((SURFACE_FACTOR * 2) / Math.sqrt(5), 12);
  expect(scaled[1]).toBe(0);
  expect(scaled[SURFACE_COUNT]).toBe(SURFACE_FACTOR * Z_LIMIT);
  expect(scaled).toHaveLength(2 * SURFACE_COUNT);
});
