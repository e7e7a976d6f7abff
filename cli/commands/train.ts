import path from "node:path";
import { z } from "zod";
import { defineCommand, UsageError } from "@/cli/command";
import { openProject } from "@/cli/open-project";
import { readMapFile } from "@/lib/imports/read-map-file";
import { choosesTargets } from "@/lib/reward-models/check-options";
import { readTestPairs } from "@/lib/reward-models/read-test-pairs";
import { locateModel } from "@/lib/reward-models/get-version";
import { labelChoiceSchema, lossSchema, trainOptionsSchema, trainSchema } from "@/lib/reward-models/schema";
import { trainRewardModel } from "@/lib/reward-models/train-reward-model";
import { warningOf } from "@/lib/reward-models/warning-of";

const options = trainOptionsSchema.shape;

export const command = defineCommand({
  name: "train",
  describe: "train a reward model on the labels of a project, and score every response with it",
  options: [
    { flags: "--project <slug>", describe: "short name of the project" },
    { flags: "--campaign <slug>", describe: "short name of the campaign whose answers are learned from; the project’s first unless given" },
    { flags: "--encoder <name>", describe: "lexical, the name of an encoder that was added, or a folder with one", default: "lexical" },
    { flags: "--head <name>", describe: "linear, mlp or low-rank", default: "linear" },
    { flags: "--loss <name>", describe: lossSchema.options.join(", "), default: "bradley-terry" },
    { flags: "--labels <whose>", describe: "consensus, human, annotator:NAME or plan:FILE", default: "consensus" },
    { flags: "--test <file>", describe: "items with labels on prompts that are not in the training data" },
    { flags: "--map <file>", describe: "a JSON file that says which column of the test file is what, as that of import --map does" },
    { flags: "--folds <k>", describe: "folds of the cross-validation", default: "5" },
    {
      flags: "--targets <which>",
      describe: "hard labels, or the posterior of the aggregation; hard unless given, and no choice with ties",
    },
    { flags: "--margin <logits>", describe: "lead that a preference of full strength must have", default: "0" },
    { flags: "--smoothing <share>", describe: "share by which labels move towards a half", default: "0" },
    { flags: "--gap-weights", describe: "weigh rated pairs by the gap of their ratings" },
    { flags: "--penalty <lambda>", describe: "ridge on the sum of the losses", default: "2" },
    { flags: "--hidden <n>", describe: "hidden units of an mlp", default: "32" },
    { flags: "--rank <n>", describe: "rank of a low-rank head", default: "8" },
    { flags: "--planes <n>", describe: "planes of a preference that may run in circles", default: "2" },
    { flags: "--ensemble <n>", describe: "models whose spread is the uncertainty", default: "5" },
    { flags: "--tune-layers <k>", describe: "fine-tune the top k layers of a transformer encoder by low-rank adapters", default: "0" },
    { flags: "--tune-rank <r>", describe: "rank of the adapters", default: "8" },
    { flags: "--tune-alpha <alpha>", describe: "strength of the adapters", default: "16" },
    { flags: "--tune-epochs <n>", describe: "passes over the comparisons", default: "3" },
    { flags: "--tune-rate <rate>", describe: "highest learning rate", default: "0.0003" },
    { flags: "--tune-decay <how>", describe: "constant, linear or cosine, after a tenth of the steps", default: "linear" },
    { flags: "--questions <names>", describe: "questions with an output each, by comma, or all" },
  ],
  schema: z.object({
    project: z.string("is needed"),
    campaign: z.string().optional(),
    encoder: trainSchema.shape.encoder,
    head: trainSchema.shape.head,
    loss: trainSchema.shape.loss,
    labels: labelChoiceSchema,
    test: z.string().optional(),
    map: z.string().min(1, "must not be empty").optional(),
    folds: trainSchema.shape.folds,
    targets: options.targets.removeDefault().optional(),
    margin: options.margin,
    smoothing: options.smoothing,
    gapWeights: z.boolean().default(false),
    penalty: options.penalty,
    hidden: options.hidden,
    rank: options.rank,
    planes: options.planes,
    ensemble: options.ensemble,
    tuneLayers: options.tuneLayers,
    tuneRank: options.tuneRank,
    tuneAlpha: options.tuneAlpha,
    tuneEpochs: options.tuneEpochs,
    tuneRate: options.tuneRate,
    tuneDecay: options.tuneDecay,
    questions: z
      .string()
      .optional()
      .transform((names) => (names === "all" ? ("all" as const) : (names?.split(",").map((name) => name.trim()) ?? []))),
  }),
  run: async (
    { actor: getActor, seed, threads, control },
    { project: slug, campaign: named, test, map, encoder, head, loss, labels, folds, ...chosen },
  ) => {
    const actor = await getActor();
    if (map !== undefined && test === undefined) throw new UsageError("--map: says how the file of --test is read, and none is given");
    if (chosen.targets === "hard" && !choosesTargets(loss)) {
      const takes = loss === "bradley-terry-ties" ? "takes labels with their probability" : "has its own labels";
      throw new UsageError(`--targets: the loss ${loss} ${takes}; leave it out`);
    }
    const mapping = map === undefined ? undefined : await readMapFile(path.resolve(map));
    const { projectId, campaign } = await openProject(actor, { project: slug, campaign: named });
    const { questions } = chosen;
    const pairs =
      test === undefined
        ? null
        : await readTestPairs(actor, { projectId, file: path.resolve(test), mapping, loss, campaignId: campaign?.id, questions });
    const options = { ...chosen, campaignId: campaign?.id ?? null };
    const settings = { projectId, encoder, head, loss, labels, folds, seed, options };
    const version = await trainRewardModel(actor, settings, { test: pairs, threads }, control);
    const metrics = version.metrics;
    const warning = metrics && warningOf(metrics);
    return {
      version: version.id,
      provider: version.provider,
      encoder: version.encoder,
      head: version.head,
      loss: version.loss,
      labels: version.data.labels,
      train_pairs: version.trainPairs,
      test_pairs: version.testPairs,
      accuracy: metrics?.accuracy ?? null,
      log_loss: metrics?.logLoss ?? null,
      ece: metrics?.ece ?? null,
      longer_wins: metrics?.longerWins ?? null,
      cv_accuracy: metrics?.crossValidation.accuracy ?? null,
      brier: metrics?.honesty?.brier ?? null,
      temperature: metrics?.honesty?.calibration?.temperature ?? null,
      length_alarm: metrics?.honesty?.length.alarm ?? null,
      converged: metrics?.converged ?? null,
      tie_factor: metrics?.tieFactor ?? null,
      lapse: metrics?.lapse ?? null,
      warning: warning === null ? "" : `${warning.title}. ${warning.says}`,
      small_sample: metrics?.honesty?.smallSample ?? null,
      artifact: await locateModel(actor, { projectId, versionId: version.id }),
    };
  },
});
