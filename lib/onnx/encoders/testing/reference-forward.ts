import { expectedWeights, mapWeights } from "../weight-names";
import type { EncoderConfig } from "../encoder-config";
import type { EncoderWeights, Linear, Norm } from "../weight-names";
import type { TinyWeight } from "./tiny-encoder";

/** The forward pass of one text in plain float64 loops, written from the papers: what the graph is compared with. */

type Matrix = number[][]; // [rows][columns]

const rowsOf = ({ shape: [rows = 1, columns = 1], data }: TinyWeight): Matrix =>
  Array.from({ length: rows }, (_, row) => Array.from(data.subarray(row * columns, (row + 1) * columns)));

const linear = (x: Matrix, { weight, bias }: Linear<TinyWeight>): Matrix => {
  const matrix = rowsOf(weight);
  return x.map((row) => matrix.map((out, k) => out.reduce((sum, w, j) => sum + w * (row[j] ?? 0), bias.data[k] ?? 0)));
};

const norm = (x: Matrix, { scale, shift }: Norm<TinyWeight>, epsilon: number): Matrix =>
  x.map((row) => {
    const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
    const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / row.length;
    return row.map((value, k) => ((value - mean) / Math.sqrt(variance + epsilon)) * (scale.data[k] ?? 0) + (shift.data[k] ?? 0));
  });

const plus = (a: Matrix, b: Matrix): Matrix => a.map((row, i) => row.map((value, j) => value + (b[i]?.[j] ?? 0)));

/** Abramowitz and Stegun 7.1.26 has seven digits; the Taylor series has all of them where |x| is small enough, as here. */
const erf = (x: number): number => {
  if (Math.abs(x) > 5) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; n < 120; n += 1) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
};
const gelu = (x: number): number => 0.5 * x * (1 + erf(x / Math.SQRT2));

const attention = (queries: Matrix, keys: Matrix, values: Matrix, heads: number): Matrix => {
  const size = (queries[0]?.length ?? 0) / heads;
  return queries.map((query) =>
    Array.from({ length: heads }, (_, head) => {
      const own = (row: readonly number[]): number[] => row.slice(head * size, (head + 1) * size);
      const scores = keys.map((key) => own(key).reduce((sum, k, j) => sum + k * (own(query)[j] ?? 0), 0) / Math.sqrt(size));
      const top = Math.max(...scores);
      const weights = scores.map((score) => Math.exp(score - top));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return Array.from({ length: size }, (_unused, j) =>
        values.reduce((sum, value, i) => sum + ((weights[i] ?? 0) / total) * (own(value)[j] ?? 0), 0),
      );
    }).flat(),
  );
};

/** Vector of one text, scaled to unit length where the folder does that. */
export const referenceForward = (
  config: EncoderConfig,
  weights: ReadonlyMap<string, TinyWeight>,
  row: { ids: readonly number[]; segments: readonly number[]; marked: readonly number[] },
  normalised = false,
): number[] => {
  const x = referenceTokens(config, weights, row);
  const marked = x.filter((_, k) => row.marked[k] === 1);
  const vector =
    config.pooling === "cls"
      ? (x[0] ?? [])
      : Array.from({ length: config.width }, (_, j) => marked.reduce((sum, values) => sum + (values[j] ?? 0), 0) / marked.length);
  const length = normalised ? Math.hypot(...vector) : 1;
  return vector.map((value) => value / length);
};

/** Vectors of the tokens of one text after the last layer. */
const referenceTokens = (
  config: EncoderConfig,
  weights: ReadonlyMap<string, TinyWeight>,
  row: { ids: readonly number[]; segments: readonly number[] },
): Matrix => {
  const all: EncoderWeights<TinyWeight> = mapWeights(expectedWeights(config), ({ name }) => {
    const weight = weights.get(name);
    if (!weight) throw new Error(`no weight ${name}`);
    return weight;
  });
  const [words, positions, segments] = [rowsOf(all.words), rowsOf(all.positions), all.segments && rowsOf(all.segments)];
  let x: Matrix = row.ids.map((id, k) =>
    (words[id] ?? []).map(
      (value, j) =>
        value +
        (positions[config.firstPosition + k]?.[j] ?? 0) +
        (segments?.[Math.min(row.segments[k] ?? 0, config.segments - 1)]?.[j] ?? 0),
    ),
  );
  x = norm(x, all.norm, config.epsilon);
  for (const layer of all.layers) {
    const mixed = attention(linear(x, layer.query), linear(x, layer.key), linear(x, layer.value), config.heads);
    x = norm(plus(x, linear(mixed, layer.attentionOutput)), layer.attentionNorm, config.epsilon);
    const inner = linear(x, layer.up).map((values) => values.map(gelu));
    x = norm(plus(x, linear(inner, layer.down)), layer.outputNorm, config.epsilon);
  }
  return x;
};
