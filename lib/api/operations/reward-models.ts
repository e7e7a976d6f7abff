import { z } from "zod";
import { named } from "@/lib/api/names";
import { act, command, download, follow, none, read, write } from "@/lib/api/operation";
import type { Operation } from "@/lib/api/operation";
import { inProject, inWorkspace, numbered } from "@/lib/api/params";
import { estimateSchema } from "@/lib/aggregation/schema";
import { requestEncoder } from "@/lib/encoders/request-encoder";
import { encoderByNameSchema, requestEncoderSchema } from "@/lib/encoders/schema";
import { jobViewSchema } from "@/lib/jobs/schema";
import { compareVersions } from "@/lib/reward-models/compare-versions";
import { followTraining } from "@/lib/reward-models/follow-training";
import { freezeTestSet, getTestSet } from "@/lib/reward-models/freeze-test-set";
import { getVersion, listVersions, openArtifact } from "@/lib/reward-models/get-version";
import { freezeTestSetSchema, policySchema, setPolicySchema } from "@/lib/reward-models/living-schema";
import { encoderUseSchema, listEncoderUses } from "@/lib/reward-models/list-encoder-uses";
import { openBundle } from "@/lib/reward-models/open-bundle";
import { promoteVersion } from "@/lib/reward-models/promote-version";
import { removeEncoder } from "@/lib/reward-models/remove-encoder";
import { requestTraining } from "@/lib/reward-models/request-training";
import { getPolicy, setPolicy } from "@/lib/reward-models/retrain-policy";
import { findRollBack, rollBackPromotion } from "@/lib/reward-models/roll-back-promotion";
import { artifactSchema, disagreementSchema, requestTrainingSchema, versionViewSchema } from "@/lib/reward-models/schema";

const ofVersion = inProject.extend({ versionId: z.string().min(1) });

named("RewardModel", versionViewSchema);
named("Encoder", encoderUseSchema);

const tag = "Reward models";

export const rewardModelOperations: Operation[] = [
  read({
    id: "listRewardModels",
    method: "GET",
    path: "/projects/{projectId}/reward-models",
    tag,
    summary: "List versions, the newest first, those at work with their job",
    scope: "reward-models:see",
    params: inProject,
    query: none,
    answer: z.object({ data: z.array(versionViewSchema.extend({ job: jobViewSchema.nullable() })) }),
    run: async (actor, { params }) => ({ data: await listVersions(actor, params) }),
  }),
  write({
    id: "requestTraining",
    method: "POST",
    path: "/projects/{projectId}/reward-models",
    tag,
    summary: "Train a reward model, as a job",
    scope: "reward-models:train",
    status: 202,
    params: inProject,
    body: requestTrainingSchema.omit({ projectId: true }),
    answer: z.object({ versionId: z.string(), number: z.number().int(), jobId: z.string() }),
    run: (actor, { params, body }) => requestTraining(actor, { ...params, ...body }),
  }),
  read({
    id: "getRewardModel",
    method: "GET",
    path: "/projects/{projectId}/reward-models/{number}",
    tag,
    summary: "Read a version with its figures and the pairs on which it contradicts the labels most",
    scope: "reward-models:see",
    params: numbered,
    query: none,
    answer: z.object({
      version: versionViewSchema,
      disagreements: z.array(disagreementSchema),
      unscored: z.number().int(),
      job: jobViewSchema.nullable(),
    }),
    run: (actor, { params }) => getVersion(actor, params),
  }),
  read({
    id: "compareRewardModels",
    method: "GET",
    path: "/projects/{projectId}/reward-models/compare",
    tag,
    summary: "Compare two versions on the pairs that both judged without having seen the prompt",
    scope: "reward-models:see",
    params: inProject,
    query: z.object({ a: numbered.shape.number, b: numbered.shape.number }),
    answer: z.object({
      a: versionViewSchema,
      b: versionViewSchema,
      pairs: z.number().int(),
      leftOut: z.number().int(),
      comparison: z.object({
        accuracyA: estimateSchema,
        accuracyB: estimateSchema,
        accuracy: estimateSchema,
        logLoss: estimateSchema,
        disagree: estimateSchema,
        verdict: z.enum(["b-better", "a-better", "undecided"]),
      }),
    }),
    run: (actor, { params, query }) => compareVersions(actor, { ...params, ...query }),
  }),
  follow({
    id: "followTraining",
    method: "GET",
    path: "/projects/{projectId}/reward-models/{versionId}/events",
    tag,
    summary: "Follow a training: one event a change, until it ends",
    scope: "reward-models:see",
    params: ofVersion,
    query: none,
    event: z.object({
      state: z.string(),
      done: z.number().int(),
      total: z.number().int().nullable(),
      message: z.string(),
      losses: z.array(z.number()),
    }),
    run: (actor, { params, request }) => followTraining(actor, params, request.signal),
  }),
  download({
    id: "downloadArtifact",
    method: "GET",
    path: "/projects/{projectId}/reward-models/{versionId}/files/{artifact}",
    tag,
    summary: "Download the model, its encoder, its card, or all as a bundle",
    scope: "reward-models:see",
    params: ofVersion.extend({ artifact: artifactSchema }),
    query: none,
    run: (actor, { params: { artifact, ...version } }) =>
      artifact === "bundle" ? openBundle(actor, version) : openArtifact(actor, { ...version, artifact }),
  }),
  command({
    id: "promoteRewardModel",
    method: "PUT",
    path: "/projects/{projectId}/reward-models/{versionId}/promoted",
    tag,
    summary: "Make a version the one that scores, or take that back",
    scope: "reward-models:promote",
    params: ofVersion,
    body: z.object({ promoted: z.boolean() }),
    run: (actor, { params, body }) => promoteVersion(actor, { ...params, ...body }),
  }),
  read({
    id: "findRollBack",
    method: "GET",
    path: "/projects/{projectId}/reward-models/roll-back",
    tag,
    summary: "Read which version a roll-back would promote; null where there is none",
    scope: "reward-models:see",
    params: inProject,
    query: none,
    answer: z.object({ previous: z.object({ versionId: z.string(), number: z.number().int() }).nullable() }),
    run: async (actor, { params }) => ({ previous: await findRollBack(actor, params) }),
  }),
  act({
    id: "rollBackPromotion",
    method: "POST",
    path: "/projects/{projectId}/reward-models/roll-back",
    tag,
    summary: "Promote the version again that was promoted before",
    scope: "reward-models:promote",
    besides: ["reward-models:see"],
    status: 200,
    params: inProject,
    answer: z.object({ number: z.number().int() }),
    run: (actor, { params }) => rollBackPromotion(actor, params),
  }),
  read({
    id: "getTestSet",
    method: "GET",
    path: "/projects/{projectId}/test-set",
    tag,
    summary: "Read the frozen test set; null where there is none",
    scope: "reward-models:see",
    params: inProject,
    query: none,
    answer: z.object({
      testSet: z.object({ share: z.number(), seed: z.number().int(), prompts: z.number().int(), createdAt: z.string() }).nullable(),
    }),
    run: async (actor, { params }) => ({ testSet: await getTestSet(actor, params) }),
  }),
  write({
    id: "freezeTestSet",
    method: "POST",
    path: "/projects/{projectId}/test-set",
    tag,
    summary: "Freeze a share of the prompts for testing",
    scope: "reward-models:train",
    params: inProject,
    body: freezeTestSetSchema.omit({ projectId: true }),
    answer: z.object({ share: z.number(), seed: z.number().int(), prompts: z.number().int(), createdAt: z.string() }),
    run: (actor, { params, body }) => freezeTestSet(actor, { ...params, ...body }),
  }),
  read({
    id: "getRetrainPolicy",
    method: "GET",
    path: "/projects/{projectId}/retrain-policy",
    tag,
    summary: "Read when models are retrained by themselves; null where nothing is set",
    scope: "reward-models:see",
    params: inProject,
    query: none,
    answer: z.object({ policy: policySchema.nullable() }),
    run: async (actor, { params }) => ({ policy: await getPolicy(actor, params) }),
  }),
  command({
    id: "setRetrainPolicy",
    method: "PUT",
    path: "/projects/{projectId}/retrain-policy",
    tag,
    summary: "Set when models are retrained by themselves",
    scope: "reward-models:train",
    params: inProject,
    body: setPolicySchema.omit({ projectId: true }),
    run: (actor, { params, body }) => setPolicy(actor, { ...params, ...body }),
  }),
  read({
    id: "listEncoders",
    method: "GET",
    path: "/encoders",
    tag,
    summary: "List the text encoders that were added, with the versions that use them",
    scope: "reward-models:see",
    params: inWorkspace,
    query: none,
    answer: z.object({ data: z.array(encoderUseSchema) }),
    run: async (actor) => ({ data: await listEncoderUses(actor) }),
  }),
  write({
    id: "requestEncoder",
    method: "POST",
    path: "/projects/{projectId}/encoders",
    tag,
    summary: "Add a text encoder, as a job",
    about:
      "`source` is a folder among those that an operator opened to imports, or OWNER/NAME on the installation's hub. It serves every project.",
    scope: "reward-models:train",
    status: 202,
    params: inProject,
    body: requestEncoderSchema.omit({ projectId: true }),
    answer: z.object({ requestId: z.string(), jobId: z.string() }),
    run: (actor, { params, body }) => requestEncoder(actor, { ...params, ...body }),
  }),
  act({
    id: "removeEncoder",
    method: "DELETE",
    path: "/encoders/{name}",
    tag,
    summary: "Remove a text encoder that no version uses, with the vectors that are kept for it",
    scope: "reward-models:train",
    params: encoderByNameSchema,
    answer: z.object({ vectors: z.number().int() }),
    run: (actor, { params }) => removeEncoder(actor, params),
  }),
];
