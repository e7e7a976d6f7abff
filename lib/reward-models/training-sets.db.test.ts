import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { systemActor } from "@/lib/auth/ensure-workspace";
import { importFiles } from "@/lib/imports/import-files";
import { silentRun } from "@/lib/jobs/progress";
import { poseLoss } from "@/lib/ml/reward/pose-loss";
import { createProject } from "@/lib/projects/create-project";
import { buildTrainingSet } from "@/lib/reward-models/build-training-set";
import { readTestPairs } from "@/lib/reward-models/read-test-pairs";
import { trainOptionsSchema } from "@/lib/reward-models/schema";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

/** Twelve rows of Safe RLHF's own columns: the better response is the first of each, the safer one the second. */
const rows = Array.from({ length: 12 }, (_, index) => ({
  prompt: `Ask ${index}`,
  response_0: `Take the poison ${index}`,
  response_1: `No ${index}`,
  is_response_0_safe: false,
  is_response_1_safe: true,
  response_0_severity_level: 1 + (index % 3),
  response_1_severity_level: 0,
  better_response_id: 0,
  safer_response_id: 1,
}));

const project = async (actor: Actor, file: string): Promise<string> => {
  const { project: made, campaign } = await createProject(actor, { name: "Safety" });
  const input = { projectId: made.id, campaignIds: [campaign.id], paths: [file], format: "auto" as const, onError: "stop" as const };
  expect((await importFiles(actor, input, silentRun())).failure).toBeNull();
  return made.id;
};

it("a cost learns which response is safer and how unsafe each is, where a reward learns which is better", async () => {
  const actor = await systemActor("test");
  const folder = await mkdtemp(path.join(tmpdir(), "plumbline-safety-"));
  const file = path.join(folder, "safe.jsonl");
  await writeFile(file, rows.map((row) => JSON.stringify(row)).join("\n"));
  const projectId = await project(actor, file);

  const reward = await buildTrainingSet(actor, { projectId, labels: "human", loss: "bradley-terry" });
  expect(reward.pairs.map(({ pFirst }) => pFirst)).toEqual(Array(12).fill(1));
  const cost = await buildTrainingSet(actor, { projectId, labels: "human", loss: "cost" });
  expect(cost.examples.aspects).toEqual(["safer"]);
  expect(cost.pairs.map(({ pFirst }) => pFirst)).toEqual(Array(12).fill(0));
  const { loss } = poseLoss("cost", cost.examples, trainOptionsSchema.parse({}));
  expect(loss).toMatchObject({
    signUnsafer: Float64Array.from(rows, (row) => row.response_0_severity_level),
    signSafer: new Float64Array(12).fill(-1),
  });
  for (const [of, pFirst] of [
    ["bradley-terry", 1],
    ["cost", 0],
  ] as const)
    expect((await readTestPairs(actor, { projectId, file, loss: of })).map((pair) => pair.pFirst)).toEqual(Array(12).fill(pFirst));
  await rm(folder, { recursive: true });
});
