import { cutPlaces } from "@/lib/ml/reward/losses/pointwise";
import { add, exp, log, multiply, negate, softplus, subtract } from "@/lib/onnx/graph/elementwise";
import { constant, integers } from "@/lib/onnx/graph/graph";
import { gather } from "@/lib/onnx/graph/indexing";
import { reshape } from "@/lib/onnx/graph/layout";
import { matmul } from "@/lib/onnx/graph/matrix";
import { fixedShape } from "@/lib/onnx/graph/shape";
import type { Loss } from "@/lib/ml/reward/losses/loss";
import type { Value } from "@/lib/onnx/graph/graph";

/** Far below any reward, and still a number: what an absent place of a choice weighs. */
const ABSENT = -1e30;

/**
 * The losses of lib/ml/reward/losses as graphs over R models at once.
 *
 * @param outputs [R, rows · outputs]
 * @param extras the loss's own parameters, [R, extras]; null where it has none
 * @returns the loss of every example under every model, without its weight. // [R, examples]
 */
export const lossNodes = (loss: Loss, outputs: Value, extras: Value | null): Value => {
  const at = (places: Int32Array): Value => gather(outputs, integers(outputs.graph, places), 1);
  const row = (values: Float64Array): Value => constant(outputs.graph, Float32Array.from(values));
  switch (loss.kind) {
    case "bradley-terry": {
      const lead = subtract(at(loss.first), at(loss.second));
      // Without a margin the two terms share a softplus: softplus(−Δ) = softplus(Δ) − Δ.
      if (loss.margin === null) return subtract(softplus(lead), multiply(lead, row(loss.pFirst)));
      const margin = row(loss.margin);
      return add(
        multiply(softplus(subtract(margin, lead)), row(loss.pFirst)),
        multiply(softplus(add(lead, margin)), row(loss.pFirst.map((p) => 1 - p))),
      );
    }
    case "bradley-terry-ties":
      return tieNodes(loss, subtract(at(loss.first), at(loss.second)), extras);
    case "choice":
      return choiceNodes(loss, outputs);
    case "regression": {
      const gap = subtract(at(loss.position), row(loss.target));
      return multiply(multiply(gap, gap), 0.5);
    }
    case "ordinal":
      return ordinalNodes(loss, at(loss.position), extras);
    case "cost": {
      const [unsafer, safer] = [at(loss.unsafer), at(loss.safer)];
      const sign = (cost: Value, signs: Float64Array): Value =>
        multiply(softplus(multiply(cost, row(signs.map((s) => -Math.sign(s))))), row(signs.map(Math.abs)));
      const squares = multiply(add(multiply(unsafer, unsafer), multiply(safer, safer)), loss.regularisation);
      const compared = multiply(softplus(subtract(safer, unsafer)), row(loss.compared));
      return add(add(compared, squares), add(sign(unsafer, loss.signUnsafer), sign(safer, loss.signSafer)));
    }
    case "preference": {
      const [first, second] = [(k: number) => at(loss.first.map((x) => x + k)), (k: number) => at(loss.second.map((x) => x + k))];
      let lead = subtract(first(0), second(0));
      for (let plane = 0; plane < loss.planes; plane += 1) {
        const [u, v] = [1 + 2 * plane, 2 + 2 * plane];
        lead = add(lead, subtract(multiply(first(u), second(v)), multiply(first(v), second(u))));
      }
      return subtract(softplus(lead), multiply(lead, row(loss.pFirst)));
    }
  }
};

const own = (extras: Value | null, kind: string): Value => {
  if (!extras) throw new RangeError(`the loss ${kind} has parameters of its own, and extras is null`);
  return extras;
};

/** ln(1 − e^{−x}) for x > 0. */
const logOneMinusExp = (x: Value): Value => log(subtract(1, exp(negate(x))));

const tieNodes = (loss: Extract<Loss, { kind: "bradley-terry-ties" }>, lead: Value, extras: Value | null): Value => {
  const { graph } = lead;
  const row = (values: Float64Array): Value => constant(graph, Float32Array.from(values));
  const c = loss.logK === null ? softplus(own(extras, loss.kind)) : constant(graph, [loss.logK], [1, 1]);
  const surplus = add(multiply(c, 2), logOneMinusExp(multiply(c, 2)));
  const decided = add(
    multiply(softplus(subtract(c, lead)), row(loss.pFirst.map((p, example) => p + (loss.pTie[example] ?? 0)))),
    multiply(softplus(add(lead, c)), row(loss.pFirst.map((p) => 1 - p))),
  );
  return subtract(decided, multiply(surplus, row(loss.pTie)));
};

/** ln Σ e^z column by column, a + softplus(b − a): exact however far apart the columns are. */
const choiceNodes = ({ width, members, temperature }: Extract<Loss, { kind: "choice" }>, outputs: Value): Value => {
  const { graph } = outputs;
  const examples = members.length / width;
  const column = (position: number): Value => {
    const places = Int32Array.from({ length: examples }, (_, example) => members[example * width + position] ?? -1);
    const scaled = multiply(
      gather(
        outputs,
        integers(
          graph,
          places.map((place) => Math.max(0, place)),
        ),
        1,
      ),
      constant(
        graph,
        Float32Array.from(places, (_, example) => temperature[example * width + position] ?? 0),
      ),
    );
    return places.some((place) => place < 0)
      ? add(
          scaled,
          constant(
            graph,
            Float32Array.from(places, (place) => (place < 0 ? ABSENT : 0)),
          ),
        )
      : scaled;
  };
  const winner = column(0);
  let total = winner;
  for (let position = 1; position < width; position += 1) total = add(total, softplus(subtract(column(position), total)));
  return subtract(total, winner);
};

const ordinalNodes = (loss: Extract<Loss, { kind: "ordinal" }>, reward: Value, extras: Value | null): Value => {
  const { kind, level, scale, levels } = loss;
  const { graph } = reward;
  const free = own(extras, kind);
  const [models] = fixedShape(free.shape);
  const { from, count } = cutPlaces(levels);
  const places = Array.from({ length: count }, (_, place) => place);
  const scaleOf = places.map((place) => from.findLastIndex((start) => start <= place));
  // A scale's cuts are running sums of its first parameter and of positive steps: a product with triangles of ones.
  const isFirst = constant(
    graph,
    Float32Array.from(places, (place) => (from.includes(place) ? 1 : 0)),
  );
  const steps = add(multiply(free, isFirst), multiply(softplus(free), subtract(1, isFirst)));
  const triangles = Float32Array.from(
    places.flatMap((step) => places.map((cut) => (step <= cut && scaleOf[step] === scaleOf[cut] ? 1 : 0))),
  );
  const cuts = reshape(matmul(steps, constant(graph, triangles, [count, count])), [models ?? 1, count]);
  const top = (example: number): number => (levels[scale[example] ?? 0] ?? 0) - 1;
  const cut = (shift: 0 | 1): Value =>
    gather(
      cuts,
      integers(
        graph,
        level.map((at, example) => (from[scale[example] ?? 0] ?? 0) + Math.min(Math.max(at - shift, 0), top(example) - 1)),
      ),
      1,
    );
  const mask = (holds: (at: number, top: number) => boolean): Value =>
    constant(
      graph,
      Float32Array.from(level, (at, example) => (holds(at, top(example)) ? 1 : 0)),
    );
  const [upper, lower] = [cut(0), cut(1)];
  const below = multiply(
    softplus(subtract(reward, upper)),
    mask((at, highest) => at < highest),
  );
  const above = multiply(
    softplus(subtract(lower, reward)),
    mask((at) => at > 0),
  );
  if (levels.every((ofScale) => ofScale < 3)) return add(below, above);
  // Outer levels have no width; theirs is set to 1 before the logarithm and multiplied by 0 after it.
  const inner = mask((at, highest) => at > 0 && at < highest);
  const width = add(multiply(subtract(upper, lower), inner), subtract(1, inner));
  return subtract(add(below, above), multiply(logOneMinusExp(width), inner));
};
