import { SURFACE_COUNT } from "../text/surface-features";
import { DENSE_COUNT } from "./lexical-encoder";
import { scaleSurface } from "./lexical-model";
import type { BoostedTree, Split } from "./boosted-tree";
import type { EncodedRows } from "./lexical-encoder";
import type { LexicalModel } from "./lexical-model";

/** One reason for a score. */
export interface ScorePart {
  /** "feature": a named surface feature. "words": a word, a mark, or two neighbours. */
  kind: "feature" | "words";
  name: string;
  /** What was measured, in the units of `describeMeasure`; for words their weight in the text. */
  value: number;
  /** Logits that it adds to the reward, against a response like the average one of the training data. */
  contribution: number;
}

/** reward = base + Σ contributions. */
export interface ScoreExplanation {
  score: number;
  base: number;
  /** Largest first, by size; parts that add nothing are left out. */
  parts: ScorePart[];
  /** What every feature measured, by name: also those that add nothing here. */
  measured: Record<string, number>;
}

/**
 * Why a lexical model gives a response its score: every logit, by the feature or the words that it comes from.
 *
 * Length and linear head are sums already: a feature adds coefficient · weight · (z − mean z = 0), a word its weight times its share
 * of the text. Of a tree, the step from a node's mean leaf to its child's is put down to the feature that decided it, so that the
 * parts add up to the score exactly. Features that go together (length and number of words) share their effect in whatever way
 * the fit found: a part says what the model did, not what would happen if the text were changed.
 * Source: path attribution of trees: Saabas (2014); Lundberg et al. (2020), doi:10.1038/s42256-019-0138-9, methods.
 *
 * @returns one a row, in order
 */
export const explainRows = (model: LexicalModel, { sparse, dense }: EncodedRows): ScoreExplanation[] => {
  const surface = scaleSurface(model.scale, dense);
  const { coefficients, encoder } = model;
  const meanLength = model.scale.mean[0] ?? 0;
  const names = encoder.featureNames;
  return sparse.map(({ index, value }, row) => {
    const features = new Float64Array(DENSE_COUNT);
    const add = (feature: number, logits: number): void => {
      features[feature] = (features[feature] ?? 0) + logits;
    };
    let base = coefficients.length * meanLength;
    add(0, coefficients.length * ((dense[row * DENSE_COUNT] ?? 0) - meanLength));
    for (let feature = 0; feature < SURFACE_COUNT && model.linear; feature += 1)
      add(feature, coefficients.linear * (surface[row * SURFACE_COUNT + feature] ?? 0) * (model.linear.surface[feature] ?? 0));
    for (const tree of model.trees ?? []) {
      base += coefficients.trees * meanOf(tree.leaves);
      for (const { feature, step } of walk(tree, dense, row * DENSE_COUNT)) add(feature, coefficients.trees * step);
    }
    const words = index.map((term, k): ScorePart => {
      const share = value[k] ?? 0;
      const contribution = coefficients.linear * share * (model.linear?.terms[term] ?? 0);
      return { kind: "words", name: encoder.tfidf.terms[term] ?? "", value: share, contribution };
    });
    const named = Array.from(features, (contribution, feature): ScorePart => ({
      kind: "feature",
      name: names[feature] ?? "",
      value: dense[row * DENSE_COUNT + feature] ?? 0,
      contribution,
    }));
    const parts = [...named, ...words].filter((part) => part.contribution !== 0).sort(bySize);
    const measured = Object.fromEntries(named.map(({ name, value: measure }) => [name, measure]));
    return { base, parts, measured, score: parts.reduce((sum, part) => sum + part.contribution, base) };
  });
};

/** What makes one response score higher than another: positive parts speak for the first. Their sum is the difference of scores. */
export interface DifferencePart {
  kind: ScorePart["kind"];
  name: string;
  first: number;
  second: number;
  contribution: number;
}

/** Parts whose contributions cancel are left out; the rest come by size, the largest first. */
export const explainDifference = (first: ScoreExplanation, second: ScoreExplanation): DifferencePart[] => {
  const keyOf = ({ kind, name }: ScorePart): string => `${kind} ${name}`;
  const [ofFirst, ofSecond] = [first, second].map(({ parts }) => new Map(parts.map((part) => [keyOf(part), part])));
  const all = new Map([...first.parts, ...second.parts].map((part) => [keyOf(part), part]));
  return [...all]
    .map(([key, { kind, name }]) => {
      const [one, two] = [ofFirst?.get(key), ofSecond?.get(key)];
      const contribution = (one?.contribution ?? 0) - (two?.contribution ?? 0);
      // A tree may have asked one of the two alone, and each has a value all the same. A word that is not in a text has none.
      const valueIn = (own: ScorePart | undefined, { measured }: ScoreExplanation): number =>
        own?.value ?? (kind === "feature" ? (measured[name] ?? 0) : 0);
      return { kind, name, first: valueIn(one, first), second: valueIn(two, second), contribution };
    })
    .filter((part) => part.contribution !== 0)
    .sort(bySize);
};

/** A feature's value as a reader counts: features on a logarithmic scale as the count itself, shares as per cent. */
export const describeMeasure = (name: string, value: number): string => {
  if (name.endsWith("(log)")) return String(Math.round(Math.expm1(value)));
  if (name.includes("share")) return `${Math.round(100 * value)} %`;
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
};

/** A part's name as a reader knows it: features without their unit, words in quotes. */
export const nameOfPart = ({ kind, name }: Pick<ScorePart, "kind" | "name">): string =>
  kind === "feature" ? name.replace(/ \(log\)$/u, "") : `“${name === "\n" ? "line break" : name.replaceAll("\n", "↵")}”`;

const bySize = (a: { contribution: number; name: string }, b: { contribution: number; name: string }): number =>
  Math.abs(b.contribution) - Math.abs(a.contribution) || (a.name < b.name ? -1 : 1);

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The two steps of a row through a tree, and what each did to the expected leaf. */
const walk = ({ root, left, right, leaves }: BoostedTree, dense: Float32Array, offset: number): { feature: number; step: number }[] => {
  const goesRight = ({ feature, threshold }: Split): boolean => (dense[offset + feature] ?? 0) > threshold;
  const [split, low, high] = goesRight(root) ? [right, leaves[2], leaves[3]] : [left, leaves[0], leaves[1]];
  const middle = (low + high) / 2;
  return [
    { feature: root.feature, step: middle - meanOf(leaves) },
    { feature: split.feature, step: (goesRight(split) ? high : low) - middle },
  ];
};
