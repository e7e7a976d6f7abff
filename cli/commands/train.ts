import path from "node:path";
import { z } from "zod";
import { defineCommand } from "@/cli/command";
import { getProject } from "@/lib/projects/get-project";
import { readTestPairs } from "@/lib/reward-models/read-test-file";
import { labelChoiceSchema, trainSchema } from "@/lib/reward-models/schema";
import { trainRewardModel } from "@/lib/reward-models/train-reward-model";
import { blobPath } from "@/lib/storage";

export const command = defineCommand({
  name: "train",
  describe: "train a reward model on the labels of a project, and score every response with it",
  options: [
    { flags: "--project <slug>", describe: "short name of the project" },
    { flags: "--encoder <name>", describe: "lexical, or a folder with an encoder", default: "lexical" },
    { flags: "--head <name>", describe: "linear, mlp or low-rank", default: "linear" },
    { flags: "--loss <name>", describe: "bradley-terry", default: "bradley-terry" },
    { flags: "--labels <whose>", describe: "consensus, human, annotator:NAME or plan:FILE", default: "consensus" },
    { flags: "--test <file>", describe: "items with labels on prompts that are not in the training data" },
    { flags: "--folds <k>", describe: "folds of the cross-validation", default: "5" },
  ],
  schema: z.object({
    project: z.string("is needed"),
    encoder: trainSchema.shape.encoder,
    head: trainSchema.shape.head,
    loss: trainSchema.shape.loss,
    labels: labelChoiceSchema,
    test: z.string().optional(),
    folds: trainSchema.shape.folds,
  }),
  run: async ({ actor: getActor, seed, threads, control }, { project: slug, test, ...settings }) => {
    const actor = await getActor();
    const { project } = await getProject(actor, { slug });
    const pairs = test === undefined ? null : await readTestPairs(path.resolve(test));
    const version = await trainRewardModel(actor, { projectId: project.id, ...settings, seed }, { test: pairs, threads }, control);
    const metrics = version.metrics;
    return {
      version: version.id,
      provider: version.provider,
      encoder: version.encoder,
      head: version.head,
      loss: version.loss,
      train_pairs: version.trainPairs,
      test_pairs: version.testPairs,
      accuracy: metrics?.accuracy ?? null,
      log_loss: metrics?.logLoss ?? null,
      ece: metrics?.ece ?? null,
      longer_wins: metrics?.longerWins ?? null,
      cv_accuracy: metrics?.crossValidation.accuracy ?? null,
      artifact: blobPath(`reward-models/${version.id}/model.onnx`),
    };
  },
});
