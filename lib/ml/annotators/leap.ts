import { assertLength, realAt } from "../math/access";

/**
 * Where an iteration that creeps is heading, from a point and the two that followed it: x, x₁ = F(x), x₂ = F(x₁) give
 *
 *   x' = x + 2 s r + s² v,   r = x₁ − x,   v = (x₂ − x₁) − r,   s = max(1, |r| / |v|)
 *
 * which is x₂ itself for s = 1. The caller keeps x' within bounds, and takes it only where the loss there is no higher.
 * Source: R. Varadhan and C. Roland (2008), scheme S3, doi:10.1111/j.1467-9469.2007.00585.x.
 */
export function leap(start: Float64Array, first: Float64Array, second: Float64Array): Float64Array {
  assertLength("first", first.length, start.length);
  assertLength("second", second.length, start.length);
  const step = first.map((value, k) => value - realAt(start, k));
  const bend = second.map((value, k) => value - realAt(first, k) - realAt(step, k));
  const norm = (values: Float64Array): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  const ratio = norm(step) / norm(bend);
  const scale = Number.isFinite(ratio) ? Math.max(1, ratio) : 1;
  return start.map((value, k) => value + 2 * scale * realAt(step, k) + scale * scale * realAt(bend, k));
}
