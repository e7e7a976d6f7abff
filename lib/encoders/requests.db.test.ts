import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { buildWorld } from "@/lib/api/testing/world";
import type { World } from "@/lib/api/testing/world";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { addEncoder } from "@/lib/encoders/add-encoder";
import { dropEncoder } from "@/lib/encoders/drop-encoder";
import { encoderSources } from "@/lib/encoders/encoder-sources";
import { lastEncoderJob, requestEncoder } from "@/lib/encoders/request-encoder";
import { runEncoderRequest } from "@/lib/encoders/run-encoder-request";
import { silentRun } from "@/lib/jobs/progress";
import { writeTinyEncoder } from "@/lib/onnx/encoders/testing/tiny-encoder";
import { listEncoderUses } from "@/lib/reward-models/list-encoder-uses";
import { removeEncoder } from "@/lib/reward-models/remove-encoder";
import { requestTraining } from "@/lib/reward-models/request-training";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

const { opened } = vi.hoisted(() => ({ opened: { folder: "" } }));
vi.mock(import("@/lib/env"), async (load) => {
  const { env } = await load();
  return { env: () => ({ ...env(), PLUMBLINE_IMPORT_FOLDERS: opened.folder }) };
});

let outside = "";
let world: World;
let worker: Actor;

beforeAll(async () => {
  outside = await realpath(await mkdtemp(path.join(tmpdir(), "plumbline-requests-")));
  opened.folder = path.join(outside, "open");
  await mkdir(opened.folder);
  await writeTinyEncoder(path.join(opened.folder, "tiny"), { family: "bert", seed: 3 });
  await writeTinyEncoder(path.join(outside, "secret"), { family: "bert", seed: 4 });
  await symlink(path.join(outside, "secret"), path.join(opened.folder, "way-out"));
  world = await buildWorld();
  worker = { kind: "system", workspaceId: world.own.workspaceId, name: "worker" };
});
afterAll(() => rm(outside, { recursive: true, force: true }));

const ask = async (source: string, as?: string) => {
  const { projectId } = world.own;
  const { requestId } = await requestEncoder(world.actors.researcher, { projectId, source, as });
  return runEncoderRequest(worker, { projectId, requestId }, silentRun());
};

describe("an encoder that is asked for", () => {
  it("comes from an opened folder by a job, with the name of who asked", async () => {
    const told: string[] = [];
    const { projectId } = world.own;
    const { requestId, jobId } = await requestEncoder(world.actors.researcher, { projectId, source: "tiny", as: "asked" });
    expect(await lastEncoderJob(world.actors.researcher, { projectId })).toMatchObject({ id: jobId, name: "add-encoder", state: "queued" });
    const run = { ...silentRun(), report: ({ message }: { message: string }) => void told.push(message) };
    const record = await runEncoderRequest(worker, { projectId, requestId }, run);
    expect(record).toMatchObject({ name: "asked", family: "bert", width: 24, addedBy: "researcher" });
    expect(told).toContain("Copying model.safetensors");
    expect(await runEncoderRequest(worker, { projectId, requestId }, run)).toEqual(record);
    expect((await encoderSources(world.actors.researcher, { projectId })).folders).toEqual([opened.folder]);
  });

  it("comes from nowhere else: not from other folders, by links or dots, nor from a host that no operator listed", async () => {
    for (const source of [path.join(outside, "secret"), "../secret", "way-out", "/", "nowhere"])
      await expect(ask(source), source).rejects.toThrow("no such file or folder among those that an operator opened");
    await expect(ask("lib/encoders")).rejects.toThrow("PLUMBLINE_OUTBOUND_HOSTS");
    await expect(addEncoder(world.actors.owner, { source: path.join(outside, "secret") })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is refused where a tensor is missing, by its name, and where the run is cancelled; nothing is kept", async () => {
    const broken = path.join(opened.folder, "broken");
    await writeTinyEncoder(broken, { family: "bert", seed: 5 });
    const file = path.join(broken, "model.safetensors");
    const bytes = await readFile(file);
    const missing = "encoder.layer.1.output.dense.weight";
    await writeFile(file, Buffer.from(bytes.toString("latin1").replace(missing, missing.replace("dense", "dance")), "latin1"));
    await expect(ask("broken")).rejects.toThrow(missing);
    const { projectId } = world.own;
    const { requestId } = await requestEncoder(world.actors.researcher, { projectId, source: "tiny", as: "stopped" });
    const stop = new AbortController();
    const run = { signal: stop.signal, report: ({ message }: { message: string }) => (/model/.test(message) ? stop.abort() : undefined) };
    await expect(runEncoderRequest(worker, { projectId, requestId }, run)).rejects.toThrow();
    expect((await listEncoderUses(worker)).map(({ name }) => name)).not.toContain("stopped");
  });

  it("is for researchers and up, in projects that are theirs", async () => {
    const { projectId } = world.own;
    const wanted = { projectId, source: "tiny" };
    await expect(requestEncoder(world.actors.annotator, wanted)).rejects.toMatchObject({ code: "forbidden" });
    await expect(listEncoderUses(world.actors.annotator)).rejects.toMatchObject({ code: "forbidden" });
    await expect(removeEncoder(world.actors.annotator, { name: "asked" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(dropEncoder(world.actors.annotator, { name: "asked" })).rejects.toMatchObject({ code: "forbidden" });
    const far = { projectId: world.foreign.projectId };
    const gone = { code: "not_found" };
    await expect(requestEncoder(world.actors.owner, { ...wanted, ...far })).rejects.toMatchObject(gone);
    await expect(lastEncoderJob(world.actors.owner, far)).rejects.toMatchObject(gone);
    await expect(encoderSources(world.actors.owner, far)).rejects.toMatchObject(gone);
    const { requestId } = await requestEncoder(world.actors.owner, wanted);
    await expect(runEncoderRequest(worker, { projectId: world.siblingId, requestId }, silentRun())).rejects.toMatchObject(gone);
  });
});

describe("an encoder that is there", () => {
  it("can be named by a training, a folder cannot", async () => {
    const train = (encoder: string) => requestTraining(world.actors.researcher, { projectId: world.own.projectId, encoder });
    for (const encoder of [path.join(opened.folder, "tiny"), "lib", "nowhere"])
      await expect(train(encoder)).rejects.toMatchObject({ code: "invalid_input" });
    await train("asked");
  });

  it("is told with what is kept for it and what uses it, and stays while a version uses it", async () => {
    const { owner } = world.actors;
    const own = async () => (await listEncoderUses(owner)).find(({ name }) => name === "asked");
    const { sha256 = "", byteSize = 0 } = (await own()) ?? {};
    await db().encodedText.createMany({
      data: ["a", "b"].map((contentHash) => ({ encoder: `transformer-1:${sha256}`, contentHash, vector: Buffer.from([1]) })),
    });
    expect(byteSize).toBeGreaterThan(1_000);
    expect(await own()).toMatchObject({ vectors: 2, versions: [{ project: "Test", number: 1 }], elsewhere: 0 });
    await expect(removeEncoder(owner, { name: "asked" })).rejects.toThrow("is used by version 1 of Test");
    await db().rewardModelVersion.updateMany({ where: { encoder: "asked" }, data: { projectId: world.foreign.projectId } });
    expect(await own()).toMatchObject({ versions: [], elsewhere: 1 });
    await expect(removeEncoder(owner, { name: "asked" })).rejects.toThrow("is used by 1 of other workspaces");
    await db().rewardModelVersion.updateMany({ where: { encoder: "asked" }, data: { state: "failed" } });
    expect(await removeEncoder(owner, { name: "asked" })).toEqual({ vectors: 2 });
    expect(await own()).toBeUndefined();
    await expect(removeEncoder(owner, { name: "asked" })).rejects.toMatchObject({ code: "not_found" });
  });
});
