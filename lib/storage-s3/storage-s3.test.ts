import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { putFile, putObject } from "@/lib/storage-s3/put-object";
import { getObject, headObject, listObjects } from "@/lib/storage-s3/read-objects";
import { readS3Address, s3PlaceSchema } from "@/lib/storage-s3/schema";
import type { S3Storage } from "@/lib/storage-s3/schema";
import { s3Keys, startS3Server } from "@/scripts/testing/s3-server";
import type { S3Server } from "@/scripts/testing/s3-server";

let server: S3Server;
let storage: S3Storage;
const folder = mkdtempSync(path.join(tmpdir(), "plumbline-s3-"));

beforeAll(async () => {
  server = await startS3Server("shelf", 2);
  vi.stubEnv("PLUMBLINE_OUTBOUND_HOSTS", server.url);
  vi.stubEnv("DATABASE_URL", "postgres://nobody@localhost/none");
  storage = { ...s3PlaceSchema.parse({ endpoint: server.url, bucket: "shelf", region: "eu-test-1" }), credentials: s3Keys };
});
beforeEach(() => {
  server.objects.clear();
  server.requests.length = 0;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
  await server.close();
});

const limits = { maxBytes: 100_000_000, totalMs: 30_000 };

describe("objects of a storage", () => {
  it.each(["plain.txt", "a folder/ü (1)+2 & <3>.jsonl", "it's!*~.txt"])("%s is written, measured, listed and read", async (key) => {
    await putObject(storage, key, Buffer.from("text"), { contentType: "text/plain" });
    expect((await headObject(storage, key))?.byteSize).toBe(4);
    expect(await listObjects(storage, key.slice(0, 3), 10)).toEqual([{ key, byteSize: 4 }]);
    const { body, byteSize } = await getObject(storage, key, limits);
    expect([(await buffer(body)).toString(), byteSize]).toEqual(["text", 4]);
  });

  it("lists page by page in order, and no more than asked for", async () => {
    for (const name of ["b/3", "a", "b/1", "b/2", "b/4", "b/5"]) server.objects.set(name, Buffer.from(name));
    expect((await listObjects(storage, "b/", 100)).map(({ key }) => key)).toEqual(["b/1", "b/2", "b/3", "b/4", "b/5"]);
    expect(await listObjects(storage, "b/", 3)).toHaveLength(3);
  });

  it("goes on from a byte, and refuses an object that was replaced meanwhile", async () => {
    server.objects.set("x", Buffer.from("0123456789"));
    const head = await headObject(storage, "x");
    const { body, byteSize } = await getObject(storage, "x", { ...limits, start: 4, etag: head?.etag ?? null });
    expect([(await buffer(body)).toString(), byteSize]).toEqual(["456789", 10]);
    server.objects.set("x", Buffer.from("9876543210"));
    await expect(getObject(storage, "x", { ...limits, start: 4, etag: head?.etag ?? null })).rejects.toMatchObject({ code: "conflict" });
  });

  it("sends a large file in parts, byte for byte, through a storage that fails at times", async () => {
    const bytes = randomBytes(40_000_000);
    const file = path.join(folder, "large");
    writeFileSync(file, bytes);
    server.fail(1);
    const told: number[] = [];
    await putFile(storage, "large.bin", file, { onBytes: (sent) => told.push(sent) });
    expect(server.objects.get("large.bin")?.equals(bytes)).toBe(true);
    expect(told).toEqual([16_777_216, 33_554_432, 40_000_000]);
  });

  it("knows a file as kept where only the answer to its end was lost", async () => {
    const bytes = randomBytes(20_000_000);
    const file = path.join(folder, "lost");
    writeFileSync(file, bytes);
    server.loseEnd();
    await putFile(storage, "lost.bin", file);
    expect(server.objects.get("lost.bin")?.equals(bytes)).toBe(true);
  });

  it("takes back the parts of what was broken off", async () => {
    const file = path.join(folder, "broken");
    writeFileSync(file, Buffer.alloc(20_000_000));
    const stop = new AbortController();
    const sending = putFile(storage, "broken.bin", file, { signal: stop.signal, onBytes: () => stop.abort() });
    await expect(sending).rejects.toMatchObject({ code: "cancelled" });
    expect(server.objects.size).toBe(0);
    expect(server.requests.at(-1)).toMatch(/^DELETE .*uploadId=upload-\d/);
  });

  it("says what is refused, missing, or not allowed", async () => {
    expect(await headObject(storage, "absent")).toBeNull();
    await expect(getObject(storage, "absent", limits)).rejects.toMatchObject({ code: "not_found" });
    const stranger = { ...storage, credentials: { ...s3Keys, secretAccessKey: "another" } };
    await expect(getObject(stranger, "x", limits)).rejects.toMatchObject({ code: "refused" });
    await expect(listObjects({ ...storage, bucket: "other" }, "", 1)).rejects.toMatchObject({ code: "not_found" });
    const elsewhere = { ...storage, endpoint: "http://127.0.0.1:9" };
    await expect(listObjects(elsewhere, "", 1)).rejects.toMatchObject({ code: "refused" });
  });

  it("reads addresses of objects", () => {
    expect(readS3Address("s3://shelf/a/b.jsonl")).toEqual({ bucket: "shelf", key: "a/b.jsonl" });
    expect(readS3Address("s3://shelf")).toEqual({ bucket: "shelf", key: "" });
    expect(readS3Address("https://shelf/a")).toBeNull();
    expect(s3PlaceSchema.safeParse({ endpoint: "https://x.org/path", bucket: "shelf" }).success).toBe(false);
  });
});
