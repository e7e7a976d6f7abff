import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { zipStream } from "@/lib/zip-stream";

const entries = () => [
  { name: "a/text.txt", byteSize: 5, open: () => Readable.from([Buffer.from("hello")]), compress: false },
  { name: "a/more.txt", bytes: Buffer.from("more") },
];

describe("zipStream", () => {
  it("gives the same bytes for the same entries", async () => {
    const once = await buffer(zipStream(entries()));
    expect(once.includes("hello")).toBe(true);
    expect(await buffer(zipStream(entries()))).toEqual(once);
  });

  it("breaks off with the error of a file that cannot be read", async () => {
    const lost = { name: "lost", byteSize: 5, open: () => createReadStream("no-such-file") };
    await expect(buffer(zipStream([...entries(), lost]))).rejects.toThrow(/ENOENT.*no-such-file/u);
  });

  it("closes the file at hand where nobody reads on", async () => {
    const endless = new Readable({ read: () => endless.push(Buffer.alloc(64_000)) });
    const archive = zipStream([{ name: "endless", byteSize: 1e12, open: () => endless }]);
    for await (const _ of archive) break;
    await expect.poll(() => endless.destroyed).toBe(true);
  });
});
