import { deflateRawSync } from "node:zlib";
import { fitLabelNoise } from "@/lib/ml/annotators/label-noise";
import type { AnnotatorFit, Votes } from "@/lib/ml/annotators/votes";
import { sigmoid } from "@/lib/ml/math/special";
import { betaReliability, expectedRight } from "@/lib/ml/annotators/posteriors";
import { fitTiedBradleyTerry, tiedOutcome } from "@/lib/ml/ranking/bradley-terry-ties";
import { fitCrowdBradleyTerry } from "@/lib/ml/ranking/crowd-bradley-terry";
import { createRowEncoder, DENSE_COUNT, encodeTextFeatures, fitLexicalEncoder, responsesByPrompt } from "@/lib/ml/reward/lexical-encoder";
import type { ResponseRow } from "@/lib/ml/reward/pairs";
import { SURFACE_COUNT } from "@/lib/ml/text/surface-features";

/** Models that know which responses a task compares, and learn from pairs that share them. */
const pairModels = ["crowd-bt", "lcpo", "bt-ties"] as const;
export type PairModel = (typeof pairModels)[number];
export const isPairModel = (model: string): model is PairModel => pairModels.some((name) => name === model);

/** The two responses of every task, as positions in a list of distinct ones. */
export type TaskPairs = {
  rows: ResponseRow[];
  // [tasks] each
  first: Int32Array;
  second: Int32Array;
  /** columns of “the first is better” and “the second is better” among the classes */
  firstColumn: number;
  secondColumn: number;
  /** column of “the same”; −1 where nobody said so */
  tieColumn: number;
};

type PairFit = AnnotatorFit & { confusion: null };

/** Fits a model over pairs. Without ties of its own, its posterior lies on the two sides alone, and ties count as half an answer each way, or not at all. */
export const fitPairModel = (votes: Votes, model: PairModel, pairs: TaskPairs, seed: number): PairFit => {
  if (model === "bt-ties") return fitTied(votes, pairs);
  const pFirst = Float64Array.from(votes.label, (label) => (label === pairs.firstColumn ? 1 : label === pairs.secondColumn ? 0 : 0.5));
  return model === "crowd-bt" ? fitCrowd(votes, pairs, pFirst) : fitNoise(votes, pairs, pFirst, seed);
};

/** Scores of the responses under one threshold for ties; whoever says what the scores make likely is reliable. */
const fitTied = (votes: Votes, pairs: TaskPairs): PairFit => {
  const sides = [pairs.firstColumn, pairs.secondColumn, pairs.tieColumn];
  // “Both bad” and “cannot compare” say nothing of which is better.
  const kept = Int32Array.from(votes.label.keys()).filter((row) => sides.includes(votes.label[row] ?? -1));
  const fit = fitTiedBradleyTerry({
    items: pairs.rows.length,
    first: kept.map((row) => pairs.first[votes.task[row] ?? 0] ?? 0),
    second: kept.map((row) => pairs.second[votes.task[row] ?? 0] ?? 0),
    outcome: Int8Array.from(kept, (row) => (votes.label[row] === pairs.firstColumn ? 1 : votes.label[row] === pairs.secondColumn ? -1 : 0)),
  });
  const posterior = new Float64Array(votes.tasks * votes.classes);
  pairs.first.forEach((first, task) => {
    const p = tiedOutcome(fit, first, pairs.second[task] ?? 0);
    posterior[task * votes.classes + pairs.firstColumn] = p.first;
    posterior[task * votes.classes + pairs.secondColumn] = p.second;
    if (pairs.tieColumn >= 0) posterior[task * votes.classes + pairs.tieColumn] = p.tie;
  });
  const { right, given } = expectedRight(votes, posterior);
  const reliability = Array.from(right, (count, annotator) => {
    const labels = given[annotator] ?? 0;
    return betaReliability(labels > 0 ? count / labels : 0, { right: count, given: labels, unknown: 0 }, 1, 1);
  });
  const { converged, iterations, lossHistory } = fit;
  return { posterior, reliability, converged, iterations, lossHistory, confusion: null };
};

const fitCrowd = (votes: Votes, pairs: TaskPairs, pFirst: Float64Array): PairFit => {
  const fit = fitCrowdBradleyTerry({
    items: pairs.rows.length,
    annotators: votes.annotators,
    first: Int32Array.from(votes.task, (task) => pairs.first[task] ?? 0),
    second: Int32Array.from(votes.task, (task) => pairs.second[task] ?? 0),
    annotator: votes.annotator,
    pFirst,
  });
  const sides = Float64Array.from(pairs.first, (row, task) => sigmoid((fit.scores[row] ?? 0) - (fit.scores[pairs.second[task] ?? 0] ?? 0)));
  return { ...fit, posterior: onSides(votes, pairs, sides), confusion: null };
};

const fitNoise = (votes: Votes, pairs: TaskPairs, pFirst: Float64Array, seed: number): PairFit => {
  const directed = Int32Array.from(pFirst.keys()).filter((row) => pFirst[row] !== 0.5);
  const prompts = new Map<string, number>();
  const prompt = Int32Array.from(pairs.first, (row) => {
    const id = pairs.rows[row]?.promptId ?? "";
    const known = prompts.get(id) ?? prompts.size;
    prompts.set(id, known);
    return known;
  });
  const fit = fitLabelNoise(
    {
      tasks: votes.tasks,
      annotators: votes.annotators,
      differences: featureDifferences(pairs),
      d: SURFACE_COUNT,
      prompt,
      task: directed.map((row) => votes.task[row] ?? 0),
      annotator: directed.map((row) => votes.annotator[row] ?? 0),
      first: directed.map((row) => pFirst[row] ?? 0),
    },
    { seed },
  );
  // Where nobody chose a side, what the texts suggest is nobody's answer.
  const answered = new Set(directed.map((row) => votes.task[row] ?? 0));
  const sides = fit.pFirst.map((p, task) => (answered.has(task) ? p : 0.5));
  return { ...fit, posterior: onSides(votes, pairs, sides), confusion: null };
};

/** Surface features of the first response minus those of the second. // [tasks, SURFACE_COUNT] row-major */
const featureDifferences = ({ rows, first, second }: TaskPairs): Float64Array => {
  const text = encodeTextFeatures(rows, (response) => deflateRawSync(response, { level: 6 }).length);
  const { dense } = createRowEncoder(fitLexicalEncoder(rows), responsesByPrompt(rows))(rows, text);
  const differences = new Float64Array(first.length * SURFACE_COUNT);
  first.forEach((row, task) => {
    const other = second[task] ?? 0;
    for (let k = 0; k < SURFACE_COUNT; k += 1) {
      differences[task * SURFACE_COUNT + k] = (dense[row * DENSE_COUNT + k] ?? 0) - (dense[other * DENSE_COUNT + k] ?? 0);
    }
  });
  return differences;
};

const onSides = (votes: Votes, { firstColumn, secondColumn }: TaskPairs, pFirst: Float64Array): Float64Array => {
  const posterior = new Float64Array(votes.tasks * votes.classes);
  pFirst.forEach((p, task) => {
    posterior[task * votes.classes + firstColumn] = p;
    posterior[task * votes.classes + secondColumn] = 1 - p;
  });
  return posterior;
};
