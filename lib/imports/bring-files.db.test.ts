import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { systemActor } from "@/lib/auth/ensure-workspace";
import { addConnection } from "@/lib/connections/add-connection";
import { db } from "@/lib/db";
import { downloadRefusals } from "@/lib/imports/download-refusals";
import { fetchAddresses } from "@/lib/imports/fetch-addresses";
import { fetchImport, receiveImport, settleFetch } from "@/lib/imports/fetch-import";
import { getImport } from "@/lib/imports/get-import";
import { importItems } from "@/lib/imports/import-items";
import { previewImport } from "@/lib/imports/preview-import";
import { dropMapping, saveMapping } from "@/lib/imports/save-mapping";
import { startImport } from "@/lib/imports/start-import";
import { undoImport } from "@/lib/imports/undo-import";
import { appendUpload, beginUpload, getUpload, sweepUploads } from "@/lib/imports/upload-parts";
import { silentRun } from "@/lib/jobs/progress";
import { createProject } from "@/lib/projects/create-project";
import { blobSize } from "@/lib/storage";
import { testDatabase } from "@/scripts/testing/database";
import { s3Keys, startS3Server } from "@/scripts/testing/s3-server";
import type { S3Server } from "@/scripts/testing/s3-server";

const database = testDatabase();
let actor: Actor;
let shelf: S3Server;
let scope: { projectId: string; campaignId: string };

const lines = (from: number, count: number): string =>
  Array.from({ length: count }, (_, i) =>
    JSON.stringify({
      id: `r${from + i}`,
      prompt: `Question ${from + i}`,
      responses: [{ text: `yes ${from + i}` }, { text: `no ${from + i}` }],
      labels: [{ annotator: "ann", kind: "human", choice: 0 }],
    }),
  ).join("\n");

beforeAll(async () => {
  shelf = await startS3Server("shelf");
  const opened = path.join(database.home, "opened");
  mkdirSync(opened);
  writeFileSync(path.join(opened, "rows.jsonl"), lines(500, 3));
  vi.stubEnv("PLUMBLINE_OUTBOUND_HOSTS", shelf.url);
  vi.stubEnv("PLUMBLINE_IMPORT_FOLDERS", opened);
  vi.stubEnv("AWS_ENDPOINT_URL", shelf.url);
  vi.stubEnv("AWS_ACCESS_KEY_ID", s3Keys.accessKeyId);
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", s3Keys.secretAccessKey);
  actor = await systemActor("test");
  const { project, campaign } = await createProject(actor, { name: "Bring", slug: "bring" });
  scope = { projectId: project.id, campaignId: campaign.id };
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await shelf.close();
});

const confirm = async (importId: string) => {
  const { reading, rowsFine } = await previewImport(actor, { ...scope, importId });
  await startImport(actor, { ...scope, importId, onError: "stop", reading });
  return { rowsFine, view: await importItems(actor, { projectId: scope.projectId, importId }, silentRun()) };
};

describe("an upload in parts", () => {
  const bytes = Buffer.from(lines(0, 40));
  const begin = () => beginUpload(actor, { projectId: scope.projectId, fileName: "C:\\rows.jsonl", byteSize: bytes.length });
  const send = (importId: string, offset: number, body: Readable) =>
    appendUpload(actor, { projectId: scope.projectId, importId, offset, body });

  it("goes on where it broke off, and is read once it is whole", async () => {
    const { importId } = await begin();
    const place = { projectId: scope.projectId, importId };
    const breaking = Readable.from(
      (async function* () {
        yield bytes.subarray(0, 100);
        await Promise.resolve();
        throw new Error("aborted");
      })(),
    );
    expect(await send(importId, 0, breaking)).toEqual({ offset: 100, byteSize: bytes.length });
    await expect(previewImport(actor, { ...scope, importId })).rejects.toMatchObject({ code: "not_found" });
    await expect(send(importId, 50, Readable.from([bytes.subarray(50)]))).rejects.toMatchObject({ code: "conflict" });
    expect(await getUpload(actor, place)).toEqual({ offset: 100, byteSize: bytes.length });
    await send(importId, 100, Readable.from([bytes.subarray(100, 1_000)]));
    expect(await getImport(actor, place)).toMatchObject({ state: "receiving", fileName: "rows.jsonl" });
    expect(await send(importId, 1_000, Readable.from([bytes.subarray(1_000)]))).toEqual({ offset: bytes.length, byteSize: bytes.length });
    const { rowsFine, view } = await confirm(importId);
    expect([rowsFine, view.itemsAdded, view.labelsAdded]).toEqual([40, 40, 40]);
    await expect(send(importId, bytes.length, Readable.from([Buffer.from("x")]))).rejects.toMatchObject({ code: "conflict" });
  });

  it("gives its refused lines as a table that a spreadsheet cannot run", async () => {
    const refused = Buffer.from(`${lines(900, 1)}\n=cmd("x"), \n`);
    const { importId } = await beginUpload(actor, { projectId: scope.projectId, fileName: "=rows.jsonl", byteSize: refused.length });
    await send(importId, 0, Readable.from([refused]));
    const { reading } = await previewImport(actor, { ...scope, importId });
    await startImport(actor, { ...scope, importId, onError: "skip", reading });
    await importItems(actor, { projectId: scope.projectId, importId }, silentRun());
    const { stream } = await downloadRefusals(actor, { projectId: scope.projectId, importId });
    expect(await text(stream)).toMatch(/^file,line,reason,start of the line\r\n'=rows\.jsonl,2,[^\r]+,"'=cmd\(""x""\), ?"\r\n$/u);
  });

  it("refuses more bytes than were announced, and too many to begin with", async () => {
    const { importId } = await begin();
    await expect(send(importId, 0, Readable.from([bytes, Buffer.from("x")]))).rejects.toMatchObject({ code: "too_large" });
    const huge = { projectId: scope.projectId, fileName: "x", byteSize: 10_000_000_001 };
    await expect(beginUpload(actor, huge)).rejects.toThrow(/10 GB/);
    expect((await undoImport(actor, { projectId: scope.projectId, importId })).items).toBe(0);
    expect(await blobSize(`imports/${importId}`)).toBeNull();
  });

  it("is cleared away when nobody goes on with it", async () => {
    const { importId } = await begin();
    await send(importId, 0, Readable.from([bytes.subarray(0, 10)]));
    await sweepUploads();
    expect(await blobSize(`imports/${importId}`)).toBe(10);
    await db().import.update({ where: { id: importId }, data: { heartbeatAt: new Date(Date.now() - 49 * 3_600_000) } });
    await sweepUploads();
    expect(await blobSize(`imports/${importId}`)).toBeNull();
    expect(await getImport(actor, { projectId: scope.projectId, importId })).toMatchObject({ state: "failed" });
  });
});

describe("a saved reading", () => {
  it("is taken for the next file with the same columns, offered for others that have them, and forgotten", async () => {
    const table = (header: string, row: string) => Buffer.from(`${header}\n${row}\n`);
    const look = async (bytes: Buffer, wanted = {}) => {
      const { importId } = await beginUpload(actor, { projectId: scope.projectId, fileName: "t.csv", byteSize: bytes.length });
      await appendUpload(actor, { projectId: scope.projectId, importId, offset: 0, body: Readable.from([bytes]) });
      return previewImport(actor, { ...scope, importId, ...wanted });
    };
    const first = await look(table("frage,links,rechts,urteil", "Q,a,b,0"));
    expect([first.needsMapping, first.savedId]).toEqual([true, null]);
    const mapping = {
      id: null,
      prompt: "frage",
      responses: ["links", "rechts"],
      models: [null, null],
      chosenFirst: false,
      choice: "urteil",
      choiceBase: 0 as const,
      annotator: null,
      annotatorName: "file",
      annotatorKind: "human" as const,
      rationale: null,
    };
    const reading = { ...first.reading, mapping };
    const kept = { projectId: scope.projectId, name: "German", reading, columns: first.columns };
    const { mappingId } = await saveMapping(actor, kept);
    expect((await saveMapping(actor, kept)).mappingId).toBe(mappingId);
    const next = await look(table("urteil,frage,links,rechts", "1,R,c,d"));
    expect(next).toMatchObject({
      savedId: mappingId,
      needsMapping: false,
      rowsFine: 1,
      labels: 1,
      lengths: { bars: [{ upTo: 50, responses: 2 }] },
    });
    const wider = await look(table("urteil,frage,links,rechts,mehr", "1,R,c,d,x"));
    expect(wider).toMatchObject({ savedId: null, saved: [{ id: mappingId, fits: true }] });
    expect((await look(table("urteil,frage,links,rechts,mehr", "1,R,c,d,x"), { savedId: mappingId })).rowsFine).toBe(1);
    expect((await look(table("a,b", "1,2"))).saved).toMatchObject([{ fits: false }]);
    await dropMapping(actor, { projectId: scope.projectId, mappingId });
    expect((await look(table("urteil,frage,links,rechts", "1,R,c,d"))).saved).toEqual([]);
  });
});

describe("an import from elsewhere", () => {
  it("fetches a folder of object storage by a job, and reads it after it was looked at", async () => {
    const { connectionId } = await addConnection(actor, {
      projectId: scope.projectId,
      name: "Shelf",
      settings: { kind: "s3", endpoint: shelf.url, bucket: "shelf", accessKeyId: s3Keys.accessKeyId },
      key: s3Keys.secretAccessKey,
    });
    shelf.objects.set("set/train.jsonl", Buffer.from(lines(100, 5)));
    shelf.objects.set("set/test.jsonl", Buffer.from(lines(200, 4)));
    const { importId } = await fetchImport(actor, { projectId: scope.projectId, source: { from: "s3", connectionId, key: "set/" } });
    const place = { projectId: scope.projectId, importId };
    expect(await getImport(actor, place)).toMatchObject({ state: "fetching", fileName: "set" });
    await receiveImport(actor, place, silentRun());
    const { view } = await confirm(importId);
    expect(view).toMatchObject({ state: "done", itemsAdded: 9, source: { from: "s3", key: "set/" } });
  });

  it("says why it could not be fetched, and keeps nothing", async () => {
    const source = { from: "url" as const, url: `${shelf.url}/shelf/absent.jsonl` };
    const { importId } = await fetchImport(actor, { projectId: scope.projectId, source });
    const place = { projectId: scope.projectId, importId };
    await expect(receiveImport(actor, place, silentRun())).rejects.toMatchObject({ code: "refused" });
    await settleFetch({ ...place, outcome: "failed", message: "It is not given out." });
    expect(await getImport(actor, place)).toMatchObject({ state: "failed", error: "It is not given out." });
    const elsewhere = { from: "url" as const, url: "https://elsewhere.example.org/x.jsonl" };
    await expect(fetchImport(actor, { projectId: scope.projectId, source: elsewhere })).rejects.toMatchObject({ code: "refused" });
  });

  it("reads a folder of the server where it lies, and no other", async () => {
    const source = { from: "folder" as const, path: "rows.jsonl" };
    const { importId, jobId } = await fetchImport(actor, { projectId: scope.projectId, source });
    expect(jobId).toBeNull();
    expect((await confirm(importId)).view).toMatchObject({ state: "done", itemsAdded: 3 });
    const outside = { from: "folder" as const, path: "../keys" };
    await expect(fetchImport(actor, { projectId: scope.projectId, source: outside })).rejects.toMatchObject({ code: "refused" });
  });

  it("fetches for the command line too, with the keys of its environment, and clears away", async () => {
    shelf.objects.set("cli/rows.jsonl", Buffer.from(lines(300, 2)));
    const { paths, release } = await fetchAddresses(["local.jsonl", "s3://shelf/cli/rows.jsonl"], silentRun());
    expect(paths.map((file) => path.basename(file))).toEqual(["local.jsonl", "rows.jsonl"]);
    expect(paths[0]).toBe("local.jsonl");
    await release();
    await expect(fetchAddresses(["s3://other/x"], silentRun())).rejects.toMatchObject({ code: "not_found" });
  });
});
