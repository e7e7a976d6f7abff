import { realAt } from "@/lib/ml/math/access";
import { temperaturesOfAspects } from "./aspect-temperatures";
import type { AspectTemperature } from "./aspect-temperatures";
import { deriveSeed } from "@/lib/ml/random/random";
import { calibrateLeads } from "@/lib/ml/reward/calibrate-leads";
import { shapeOf } from "@/lib/ml/reward/fit-head";
import { headSpecOf, leadOf, NoExamples, winnerOf } from "@/lib/ml/reward/examples";
import { poseLoss } from "@/lib/ml/reward/pose-loss";
import { runHead } from "@/lib/ml/reward/heads";
import { tieThreshold } from "@/lib/ml/reward/losses/ties";
import { fitTieWidth } from "@/lib/ml/reward/tie-width";
import { AppError } from "@/lib/errors";
import { encodeFeatures, fitFeatures } from "./feature-source";
import { fitHeads } from "./fit-heads";
import { posteriorSpread, promptsOf, takesPosterior, unseenSpread } from "./margin-spread";
import { CURVE_REPEATS, foldsOfPrompts, weightSchemes } from "./weight-schemes";
import type { FeatureRows } from "@/lib/ml/reward/heads";
import type { HeadFit, HeadProblem } from "@/lib/ml/reward/fit-head";
import type { LossName, PosedLoss, TrainingExamples } from "@/lib/ml/reward/examples";
import type { CurvePoint } from "@/lib/ml/reward/learning-curve";
import type { Provider } from "@/lib/onnx/session";
import type { ReadRows } from "@/lib/onnx/lexical/read-rows";
import type { TextCache } from "@/lib/onnx/text-cache";
import type { FeatureSource, TextEncoder } from "./feature-source";
import type { HeadsRun, HeadsState } from "./fit-heads";
import type { HeadFile } from "./head-file";
import type { HeadSettings } from "./head-settings";
import type { TieWidth } from "@/lib/ml/reward/tie-width";
import type { Scheme } from "./weight-schemes";

export interface HeadTraining {
  examples: TrainingExamples;
  settings: HeadSettings;
  read: ReadRows;
  encoder: TextEncoder | null;
  /** What stands in for the head's own leads where its uncertainty is that of another model beside it; null where that says nothing. // [pairs] */
  leads?: readonly (number | null)[] | null;
  resume: HeadsState | null;
  onState: NonNullable<HeadsRun["onState"]>;
  /** Bound on the memory of the training. Default: none. */
  memoryMb?: number;
  onProgress: (progress: { share: number; message: string; loss: number | null }) => void;
}

export interface TrainedHead {
  file: HeadFile;
  provider: Provider;
  /** Calibrated first minus second of every comparison on the first aspect, by what did not see the prompt; null without folds. */
  outOfFold: Float64Array | null;
  /** Standard deviation of the same margin, from the posterior of the weights or over the ensemble, logits; null without either. */
  deviation: Float64Array | null;
  /** Accuracy on prompts left out, by the number of comparisons trained on. */
  curve: CurvePoint[];
  lossHistory: number[];
  converged: boolean;
  /** Of each aspect, where there are several. */
  aspectTemperatures: AspectTemperature[];
  /** Of the model with ties. */
  tie: TieWidth | null;
}

/** Which of the seeds that a training derives the draws of its ensemble go by. */
const DRAWN_SEED = 3000;

/**
 * Trains a head under any loss: one model a fold, the final one, the members of an ensemble (prompts drawn with replacement)
 * and those of the learning curve differ in the weights of the examples alone, and are fitted in one batched run. Where the
 * posterior of the weights tells the uncertainty the members are drawn from its posterior instead.
 */
export const trainHead = async (input: HeadTraining): Promise<TrainedHead> => {
  const { examples, settings } = input;
  const posed = pose(settings, examples);
  input.onProgress({ share: 0, message: `Reading ${examples.rows.length.toLocaleString("en")} responses`, loss: null });
  const { source, features } = await fitFeatures(examples.rows, input.read, input.encoder);
  input.onProgress({ share: 0.25, message: `Encoded ${examples.rows.length.toLocaleString("en")} responses`, loss: null });
  const fold = foldsOfPrompts(posed, settings);
  const foldCount = Math.max(...fold.values()) + 1;
  const problem: HeadProblem = {
    features,
    spec: headSpecOf(settings.head, settings.options),
    outputs: posed.outputs,
    loss: posed.loss,
    penalty: settings.options.penalty,
    seed: settings.seed,
  };
  const schemes = weightSchemes(posed, fold, foldCount, takesPosterior(problem) ? 0 : settings.options.ensemble, settings);
  const { fits, provider } = await fitHeads(
    problem,
    schemes.map(({ weights }) => weights),
    {
      threads: settings.threads,
      ...(settings.provider === undefined ? {} : { provider: settings.provider }),
      ...(input.memoryMb === undefined ? {} : { memoryMb: input.memoryMb }),
      resume: input.resume,
      onState: input.onState,
      onRound: (round, losses, first) =>
        input.onProgress({
          share: 0.25 + 0.7 * (1 - Math.exp(-round / 60)),
          message: `Training ${schemes.length} models side by side, round ${round}`,
          loss: first === 0 ? (losses[0] ?? null) : null,
        }),
    },
  );
  return summarise(input, { posed, source, features, fold, foldCount, schemes, problem, fits, provider });
};

/** Margins of a trained head on pairs of other texts, first minus second. */
export const marginsOfHead = async (
  file: HeadFile,
  loss: { kind: LossName | PosedLoss["loss"]["kind"]; planes: number },
  test: TrainingExamples,
  cache: TextCache,
  encoder: TextEncoder | null,
): Promise<number[]> => {
  const features = await encodeFeatures(file.source, test.rows, cache, encoder);
  const { outputs } = runHead(file.shape, features, file.parameters);
  return test.comparisons.map(({ first, second }) => leadOf(loss, outputs, file.shape.outputs, first, second) / file.temperature);
};

const pose = ({ loss, options }: HeadSettings, examples: TrainingExamples): PosedLoss => {
  try {
    return poseLoss(loss, examples, options);
  } catch (error) {
    if (error instanceof NoExamples) throw new AppError("refused", { message: error.message, userMessage: error.message, cause: error });
    throw error;
  }
};

interface Fitted {
  posed: PosedLoss;
  source: FeatureSource;
  features: FeatureRows;
  fold: Map<string, number>;
  foldCount: number;
  schemes: Scheme[];
  problem: HeadProblem;
  fits: HeadFit[];
  provider: Provider;
}

const summarise = async ({ examples, settings, leads: others, onProgress }: HeadTraining, fitted: Fitted): Promise<TrainedHead> => {
  const { posed, source, features, fold, foldCount, schemes, problem, fits, provider } = fitted;
  const shape = shapeOf(problem);
  const { planes } = settings.options;
  const judged = examples.comparisons.filter(({ aspect }) => aspect === 0);
  const leads = fits.map(({ head }) => {
    const { outputs } = runHead(shape, features, head);
    return {
      outputs,
      margins: Float64Array.from(judged, ({ first, second }) =>
        leadOf({ kind: posed.loss.kind, planes }, outputs, posed.outputs, first, second),
      ),
    };
  });
  const of = (purpose: Scheme["purpose"]): { scheme: Scheme; margins: Float64Array; fit: HeadFit | undefined }[] =>
    schemes.flatMap((scheme, index) =>
      scheme.purpose === purpose ? [{ scheme, margins: leads[index]?.margins ?? new Float64Array(0), fit: fits[index] }] : [],
    );
  const promptIds = judged.map(({ first }) => examples.rows[first]?.promptId ?? "");
  const foldOf = promptIds.map((promptId) => fold.get(promptId) ?? 0);
  const byFold = of("fold");
  const members = of("member");
  const [final] = of("final");
  const outputs = leads[0]?.outputs ?? new Float64Array(0);
  if (!final?.fit) throw new RangeError("no final model was fitted");
  const unseen = foldCount < 2 ? null : Float64Array.from(foldOf, (left, pair) => byFold[left]?.margins[pair] ?? 0);
  const calibrated = unseen && calibrateLeads(unseen, Float64Array.from(judged, winnerOf), Int32Array.from(foldOf));
  const temperature = calibrated?.temperature ?? 1;
  const aspectTemperatures =
    !calibrated || posed.loss.kind === "preference" || posed.loss.kind === "cost"
      ? []
      : temperaturesOfAspects(
          examples,
          calibrated,
          (promptId) => fold.get(promptId) ?? 0,
          byFold.map(({ fit }) => (fit ? runHead(shape, features, fit.head).outputs : new Float64Array(0))),
        );
  const own = calibrated?.crossFitted ?? final.margins.map((lead) => lead / temperature);
  const told = own.map((lead, pair) => others?.[pair] ?? lead);
  const bySites = takesPosterior(problem);
  if (bySites) onProgress({ share: 0.96, message: "Working out how far off scores may be", loss: null });
  const posterior = bySites
    ? posteriorSpread(
        problem,
        posed,
        final.fit.head,
        temperature,
        (promptId) => fold.get(promptId) ?? 0,
        judged.map(({ first, second }, pair) => ({ first, second, promptId: promptIds[pair] ?? "", lead: realAt(told, pair) })),
      )
    : null;
  const spread =
    members.length < 2
      ? null
      : unseenSpread(
          members.map(({ margins }) => margins),
          members.map(({ scheme }) => promptsOf(posed, scheme)),
          promptIds,
        );
  return {
    file: {
      loss: settings.loss,
      aspects: settings.loss === "preference" || settings.loss === "cost" ? examples.aspects.slice(0, 1) : examples.aspects,
      source,
      shape,
      parameters: final.fit.head,
      extras: final.fit.extras,
      readout: readoutOf(posed, outputs),
      // The planes of a preference may lie turned in each member, so that one readout does not fit them all.
      members: posterior
        ? posterior.draw(settings.options.ensemble, deriveSeed(settings.seed, DRAWN_SEED))
        : posed.loss.kind === "preference"
          ? []
          : members.flatMap(({ fit }) => (fit ? [fit.head] : [])),
      temperature,
      aspectTemperatures: aspectTemperatures.map((one) => one.temperature),
    },
    provider,
    outOfFold: calibrated && calibrated.crossFitted,
    deviation: posterior ? posterior.deviation : spread && spread.map((value) => value / temperature),
    curve: [...of("curve"), ...byFold.slice(0, CURVE_REPEATS)].map(({ scheme, margins }) => ({
      size: scheme.size,
      value: accuracyOf(judged, margins, (pair) => foldOf[pair] === scheme.fold),
    })),
    lossHistory: final.fit.lossHistory,
    converged: fits.every(({ converged }) => converged),
    aspectTemperatures,
    tie:
      posed.loss.kind !== "bradley-terry-ties"
        ? null
        : unseen
          ? await widthOf(
              judged,
              unseen.map((lead) => lead / temperature),
              promptIds,
            )
          : { factor: Math.exp(tieThreshold(final.fit.extras[0] ?? 0)), ci: null, scale: 1 },
  };
};

/** The tie width of calibrated leads that did not see the prompt. */
const widthOf = async (
  judged: readonly { pFirst: number; pTie: number; weight: number }[],
  leads: Float64Array,
  promptIds: readonly string[],
): Promise<TieWidth> => {
  const number = new Map([...new Set(promptIds)].map((promptId, index) => [promptId, index]));
  const mean = judged.reduce((sum, { weight }) => sum + weight, 0) / judged.length;
  const labels = {
    pFirst: Float64Array.from(judged, ({ pFirst }) => pFirst),
    pTie: Float64Array.from(judged, ({ pTie }) => pTie),
    weights: Float64Array.from(judged, ({ weight }) => (mean > 0 ? weight / mean : 0)),
  };
  return fitTieWidth(
    leads,
    labels,
    Int32Array.from(promptIds, (promptId) => number.get(promptId) ?? 0),
  );
};

const accuracyOf = (
  judged: readonly { pFirst: number; pTie: number }[],
  margins: Float64Array,
  held: (pair: number) => boolean,
): number => {
  let [right, total] = [0, 0];
  for (const [pair, label] of judged.entries()) {
    const winner = winnerOf(label);
    if (winner === 0.5 || !held(pair)) continue;
    const margin = realAt(margins, pair) * (winner - 0.5);
    right += margin === 0 ? 0.5 : margin > 0 ? 1 : 0;
    total += 1;
  }
  return total === 0 ? 0.5 : right / total;
};

/** See HeadFile.readout. A preference has no score of its own: it is measured against the average of the training responses. */
const readoutOf = ({ loss, outputs: width }: PosedLoss, outputs: Float64Array): number[] => {
  if (loss.kind !== "preference") return Array.from({ length: width }, (_, output) => (output > 0 ? 0 : loss.kind === "cost" ? -1 : 1));
  const rows = Math.max(1, outputs.length / width);
  const mean = Array.from({ length: width }, (_, output) => {
    let sum = 0;
    for (let row = 0; row < rows; row += 1) sum += outputs[row * width + output] ?? 0;
    return sum / rows;
  });
  return mean.map((_, output) => (output === 0 ? 1 : output % 2 === 1 ? (mean[output + 1] ?? 0) : -(mean[output - 1] ?? 0)));
};
