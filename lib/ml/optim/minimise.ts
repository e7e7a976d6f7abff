import { lbfgs } from "./lbfgs";
import type { Evaluation, LbfgsSettings, LbfgsState, Minimum } from "./lbfgs";

/** Drives one minimisation. `objective` may be asynchronous. */
export async function minimise(
  start: Float64Array,
  objective: (point: Float64Array) => Evaluation | Promise<Evaluation>,
  settings: Partial<LbfgsSettings> = {},
): Promise<Minimum> {
  const [minimum] = await minimiseMany([start], async ([point]) => [await objective(point ?? start)], settings);
  if (!minimum) throw new RangeError("start must be given");
  return minimum;
}

/**
 * Drives several minimisations in step: each round evaluates all of them at once. `objective` gets one point a problem and
 * returns one evaluation each; a finished problem keeps its last point, and what is returned for it is ignored.
 *
 * @param starts points, or states of minimisations that were interrupted: they are kept up to date, as `lbfgs` does
 */
export async function minimiseMany(
  starts: readonly (Float64Array | LbfgsState)[],
  objective: (points: readonly Float64Array[]) => Promise<readonly Evaluation[]>,
  settings: Partial<LbfgsSettings> = {},
): Promise<Minimum[]> {
  const problems = starts.map((start) => {
    const run = lbfgs(start, settings);
    const first = run.next();
    return first.done
      ? { run, point: first.value.point, minimum: first.value }
      : { run, point: first.value, minimum: null as Minimum | null };
  });
  while (problems.some((problem) => problem.minimum === null)) {
    const evaluations = await objective(problems.map((problem) => problem.point));
    for (const [index, problem] of problems.entries()) {
      const evaluation = evaluations[index];
      if (problem.minimum || !evaluation) continue;
      const asked = problem.run.next(evaluation);
      if (asked.done) problem.minimum = asked.value;
      problem.point = asked.done ? asked.value.point : asked.value;
    }
  }
  return problems.flatMap(({ minimum }) => (minimum ? [minimum] : []));
}
