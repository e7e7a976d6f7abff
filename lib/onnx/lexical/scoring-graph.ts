import { SURFACE_COUNT } from "@/lib/ml/text/surface-features";
import { DENSE_COUNT } from "@/lib/ml/reward/lexical-encoder";
import { SURFACE_FACTOR, Z_LIMIT } from "@/lib/ml/reward/lexical-model";
import { add, clip, divide, greater, log, multiply, sqrt, subtract, where } from "@/lib/onnx/graph/elementwise";
import { constant, createGraph, input, integers } from "@/lib/onnx/graph/graph";
import { gather, scatterInto, slice } from "@/lib/onnx/graph/indexing";
import { reduceSum } from "@/lib/onnx/graph/layout";
import { serialiseModel } from "@/lib/onnx/graph/serialise";
import type { BoostedTree, Split } from "@/lib/ml/reward/boosted-tree";
import type { LexicalModel, LinearHead } from "@/lib/ml/reward/lexical-model";
import type { Graph, Value } from "@/lib/onnx/graph/graph";

/** Names of the scoring graph's tensors. Sizes: `rows` responses, `entries` n-gram occurrences over all of them. */
export const scoringInputs = {
  /** [rows, DENSE_COUNT] float: the features in the order of the encoder file, not scaled. */
  features: "features",
  /** [entries] int64: which row an n-gram occurs in. */
  entryRow: "entry_row",
  /** [entries] int64: its position in the vocabulary. */
  entryTerm: "entry_term",
  /** [entries] float: how often it occurs there, at least 1. */
  entryCount: "entry_count",
} as const;
export const SCORING_OUTPUT = "score";

/**
 * The model as an `.onnx` file that any ONNX runtime can score with: from n-gram counts and raw features to the reward, with
 * TF-IDF weighting, scaling, all heads and their stack inside. Turning text into counts and features stays with the encoder.
 */
export const buildScoringModel = (model: LexicalModel, metadata: Readonly<Record<string, string>>): Uint8Array => {
  const graph = createGraph();
  const features = input(graph, scoringInputs.features, ["rows", DENSE_COUNT]);
  const entryRow = input(graph, scoringInputs.entryRow, ["entries"], "int64");
  const entryTerm = input(graph, scoringInputs.entryTerm, ["entries"], "int64");
  const entryCount = input(graph, scoringInputs.entryCount, ["entries"]);
  const { coefficients } = model;
  // The first feature is ln(1 + characters), which is the whole of the length head.
  let score = multiply(column(features, 0), coefficients.length);
  if (model.linear && model.encoder.tfidf.terms.length > 0) {
    const terms = linearTerms(model, model.linear, column(features, 0), { entryRow, entryTerm, entryCount });
    score = add(score, multiply(terms, coefficients.linear));
  }
  if (model.linear) score = add(score, multiply(linearSurface(model, model.linear, features), coefficients.linear));
  if (model.trees && model.trees.length > 0) score = add(score, multiply(boosted(graph, model.trees, features), coefficients.trees));
  return serialiseModel(graph, [{ name: SCORING_OUTPUT, value: score }], metadata);
};

const column = (features: Value, position: number): Value => reduceSum(slice(features, 1, position, position + 1), [1]);

const linearTerms = (
  model: LexicalModel,
  head: LinearHead,
  like: Value,
  entries: { entryRow: Value; entryTerm: Value; entryCount: Value },
): Value => {
  const { graph } = like;
  const zeros = multiply(like, 0);
  const raw = multiply(add(log(entries.entryCount), 1), gather(constant(graph, model.encoder.tfidf.idf), entries.entryTerm, 0));
  // A row without a known n-gram has length 0 and must come out as 0, not as 0/0.
  const length = sqrt(clip(scatterInto(zeros, multiply(raw, raw), entries.entryRow, 0), 1e-12, 1e30));
  const weighted = multiply(raw, gather(constant(graph, head.terms), entries.entryTerm, 0));
  return divide(scatterInto(zeros, weighted, entries.entryRow, 0), length);
};

const linearSurface = ({ scale }: LexicalModel, head: LinearHead, features: Value): Value => {
  const { graph } = features;
  const inverse = scale.deviation.map((deviation) => (deviation === 0 ? 0 : 1 / deviation));
  const z = multiply(subtract(slice(features, 1, 0, SURFACE_COUNT), constant(graph, scale.mean)), constant(graph, inverse));
  const weights = head.surface.map((weight) => weight * SURFACE_FACTOR);
  return reduceSum(multiply(clip(z, -Z_LIMIT, Z_LIMIT), constant(graph, weights)), [1]);
};

/** All trees side by side: every split is evaluated, then the leaf is chosen. // [rows, trees] → [rows] */
const boosted = (graph: Graph, trees: readonly BoostedTree[], features: Value): Value => {
  const goesRight = (split: (tree: BoostedTree) => Split): Value =>
    greater(
      gather(
        features,
        integers(
          graph,
          trees.map((tree) => split(tree).feature),
        ),
        1,
      ),
      constant(
        graph,
        trees.map((tree) => split(tree).threshold),
      ),
    );
  const leaf = (position: 0 | 1 | 2 | 3): Value =>
    constant(
      graph,
      trees.map((tree) => tree.leaves[position]),
    );
  const right = where(
    goesRight((tree) => tree.right),
    leaf(3),
    leaf(2),
  );
  const left = where(
    goesRight((tree) => tree.left),
    leaf(1),
    leaf(0),
  );
  return reduceSum(
    where(
      goesRight((tree) => tree.root),
      right,
      left,
    ),
    [1],
  );
};
