import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { systemActor } from "@/lib/auth/ensure-workspace";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { mediaResponse } from "@/lib/http/media-response";
import { importFiles } from "@/lib/imports/import-files";
import { silentRun } from "@/lib/jobs/progress";
import { listMedia } from "@/lib/media/list-media";
import { openMedia } from "@/lib/media/open-media";
import { uploadMedia } from "@/lib/media/upload-media";
import { createProject } from "@/lib/projects/create-project";
import { blobPath } from "@/lib/storage";
import { testDatabase } from "@/scripts/testing/database";

const database = testDatabase();
let actor: Actor;
let projectId: string;
let campaignId: string;

beforeAll(async () => {
  actor = await systemActor("import");
  const made = await createProject(actor, { name: "Pictures", slug: "pictures" });
  projectId = made.project.id;
  campaignId = made.campaign.id;
});

// The smallest PNG: one pixel.
const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const wav = Buffer.concat([Buffer.from("RIFF"), Buffer.from([36, 0, 0, 0]), Buffer.from("WAVEfmt "), Buffer.alloc(20)]);

const upload = (fileName: string, bytes: Buffer) => uploadMedia(actor, { projectId, fileName, body: Readable.from([bytes]) });

const bodyOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

describe("uploaded media", () => {
  it("are told from their bytes, kept once, and served whole, in part and not again", async () => {
    const asset = await upload("cats/one.png", png);
    expect(asset).toMatchObject({ fileName: "cats/one.png", type: "image", contentType: "image/png", byteSize: png.length });
    expect((await upload("cats/one.png", png)).id).toBe(asset.id);
    expect((await listMedia(actor, { projectId, page: 1 })).total).toBe(1);

    const whole = mediaResponse(await openMedia(actor, { assetId: asset.id, range: null }), null);
    expect(whole.status).toBe(200);
    expect(whole.headers.get("content-type")).toBe("image/png");
    expect(whole.headers.get("x-content-type-options")).toBe("nosniff");
    expect(whole.headers.get("content-security-policy")).toContain("sandbox");
    expect(await bodyOf(whole)).toEqual(png);

    const part = mediaResponse(await openMedia(actor, { assetId: asset.id, range: "bytes=10-19" }), null);
    expect([part.status, part.headers.get("content-range"), part.headers.get("content-length")]).toEqual([
      206,
      `bytes 10-19/${png.length}`,
      "10",
    ]);
    expect(await bodyOf(part)).toEqual(png.subarray(10, 20));
    expect(mediaResponse(await openMedia(actor, { assetId: asset.id, range: "bytes=9999-" }), null).status).toBe(416);
    const again = mediaResponse(await openMedia(actor, { assetId: asset.id, range: null }), whole.headers.get("etag"));
    expect(again.status).toBe(304);
  });

  it("are kept once of several uploads of one name at once: the same file is one, another is in conflict", async () => {
    const [first, ...others] = await Promise.all([1, 2, 3, 4].map(() => upload("cats/at-once.png", png)));
    for (const other of others) expect(other).toEqual(first);
    const two = await Promise.allSettled([upload("two.wav", wav), upload("two.wav", Buffer.concat([wav, wav]))]);
    expect(two.map((one) => (one.status === "fulfilled" ? "kept" : one.reason.code)).sort()).toEqual(["conflict", "kept"]);
    await db().mediaAsset.deleteMany({ where: { projectId, fileName: { in: ["cats/at-once.png", "two.wav"] } } });
  });

  it("come back when the same file is uploaded again, where it was lost or damaged", async () => {
    const asset = await upload("cats/one.png", png);
    const { storageKey } = await db().mediaAsset.findUniqueOrThrow({ where: { id: asset.id }, select: { storageKey: true } });
    for (const harm of [() => rmSync(blobPath(storageKey)), () => writeFileSync(blobPath(storageKey), "x".repeat(png.length))]) {
      harm();
      expect(await upload("cats/one.png", png)).toEqual(asset);
      expect(await bodyOf(mediaResponse(await openMedia(actor, { assetId: asset.id, range: null }), null))).toEqual(png);
    }
  });

  it("are nothing that could carry a script, whatever they are called, and leave nothing when refused", async () => {
    const page = Buffer.from("<!doctype html><script>alert(1)</script>");
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
    await expect(upload("page.png", page)).rejects.toMatchObject({ code: "invalid_input" });
    await expect(upload("drawing.svg", drawing)).rejects.toMatchObject({ code: "invalid_input" });
    await expect(upload("empty.png", Buffer.alloc(0))).rejects.toMatchObject({ code: "invalid_input" });
    const stored = await db().mediaAsset.findMany({ where: { projectId }, select: { storageKey: true } });
    for (const { storageKey } of stored) expect(readFileSync(blobPath(storageKey)).length).toBeGreaterThan(0);
    expect(stored).toHaveLength(1);
  });

  it("keep their name for themselves", async () => {
    await expect(upload("cats/one.png", Buffer.concat([png, Buffer.from([0])]))).rejects.toMatchObject({ code: "conflict" });
    expect(await upload("./sounds\\bell.wav", wav)).toMatchObject({ fileName: "sounds/bell.wav", type: "audio", contentType: "audio/wav" });
  });

  it("do not exist for another workspace", async () => {
    const [asset] = (await listMedia(actor, { projectId, page: 1 })).assets;
    const stranger: Actor = { kind: "system", workspaceId: newId("workspace"), name: "stranger" };
    await expect(openMedia(stranger, { assetId: asset?.id ?? "", range: null })).rejects.toMatchObject({ code: "not_found" });
    await expect(openMedia(actor, { assetId: "med_none", range: null })).rejects.toMatchObject({ code: "not_found" });
    await expect(uploadMedia(stranger, { projectId, fileName: "x.png", body: Readable.from([png]) })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("rows with media", () => {
  const load = (rows: object[], name: string) => {
    const file = path.join(database.home, name);
    writeFileSync(file, rows.map((row) => JSON.stringify(row)).join("\n"));
    return importFiles(actor, { projectId, campaignIds: [campaignId], paths: [file], format: "auto", onError: "skip" }, silentRun());
  };
  const shown = (file: string) => [{ type: "image", file, alt: "a cat" }];

  it("show uploaded files, and two rows that differ in them alone are two items", async () => {
    await upload("cats/two.png", Buffer.concat([png, Buffer.from([1])]));
    const rows = [
      { prompt: "A cat", responses: [{ media: shown("cats/one.png") }, { media: shown("cats/two.png") }] },
      { prompt: "A cat", responses: [{ media: shown("cats/two.png") }, { media: shown("cats/one.png") }] },
    ];
    const report = await load(rows, "media.jsonl");
    expect(report.imports).toMatchObject([{ itemsAdded: 2, rowsRefused: 0 }]);
    expect((await load(rows, "again.jsonl")).imports).toMatchObject([{ itemsAdded: 0, itemsExisting: 2 }]);
    const payloads = await db().candidatePayload.findMany({ where: { candidate: { projectId } }, select: { media: true, text: true } });
    expect(payloads).toHaveLength(4);
    for (const { media, text } of payloads) {
      expect(text).toBe("");
      expect(media).toEqual([{ type: "image", src: expect.stringMatching(/^\/api\/media\/med_/), alt: "a cat" }]);
    }
  });

  it("are refused where a file is missing, of another type, or on a host that nobody allowed", async () => {
    const report = await load(
      [
        { prompt: "A dog", responses: [{ media: shown("dogs/none.png") }, { text: "x" }] },
        { prompt: "A dog", media: [{ type: "video", file: "cats/one.png" }], responses: [{ text: "x" }, { text: "y" }] },
        { prompt: "A dog", responses: [{ media: [{ type: "image", url: "https://evil.example/x.png" }] }, { text: "x" }] },
      ],
      "refused.jsonl",
    );
    expect(report.refused.map(({ line, reason }) => [line, reason])).toEqual([
      [1, "responses[0].media: no file “dogs/none.png” was uploaded to this project"],
      [2, "media: “cats/one.png” is image, and the row calls it video"],
      [3, expect.stringContaining("PLUMBLINE_MEDIA_HOSTS")],
    ]);
  });
});
