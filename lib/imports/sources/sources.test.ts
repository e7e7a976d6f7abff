import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { fetchHub } from "@/lib/imports/sources/fetch-hub";
import { fetchS3 } from "@/lib/imports/sources/fetch-s3";
import { fetchUrl } from "@/lib/imports/sources/fetch-url";
import { readAddress } from "@/lib/imports/sources/read-address";
import { listServerFolder, resolveServerPath } from "@/lib/imports/sources/server-folder";
import { silentRun } from "@/lib/jobs/progress";
import { s3PlaceSchema } from "@/lib/storage-s3/schema";
import { s3Keys, startS3Server } from "@/scripts/testing/s3-server";
import type { S3Server } from "@/scripts/testing/s3-server";

const folder = mkdtempSync(path.join(tmpdir(), "plumbline-sources-"));
const bytes = randomBytes(3_000_000);
const tag = '"v1"';
let asked: string[] = [];
let breaks = 0;
let server: Server;
let base: string;
let shelf: S3Server;

const files: Record<string, string> = {
  "README.md": "---\nconfigs:\n- config_name: main\n  data_files:\n  - split: train\n    path: data/train*\n---\n",
  "data/train-0.jsonl": '{"prompt":"p"}\n',
  "data/train-1.jsonl": '{"prompt":"q"}\n',
  "other/test.jsonl": '{"prompt":"r"}\n',
  "model.py": "raise",
};

const answer = (request: IncomingMessage, response: ServerResponse): void => {
  const url = new URL(request.url ?? "/", base);
  asked.push(`${request.method} ${url.pathname}${request.headers.range ? ` ${request.headers.range}` : ""}`);
  const send = (status: number, body: string | Buffer, headers: Record<string, string> = {}): void => {
    response.writeHead(status, { ...headers, "content-length": String(Buffer.byteLength(body)) });
    response.end(body);
  };
  if (url.pathname === "/page") return send(200, "<html>", { "content-type": "text/html; charset=utf-8" });
  if (url.pathname === "/away") return send(302, "", { location: "http://169.254.169.254/latest" });
  if (url.pathname === "/moved") return send(302, "", { location: "/big" });
  if (url.pathname === "/big") {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    const rest = bytes.subarray(start);
    const headers: Record<string, string> = { etag: tag, "content-disposition": 'attachment; filename="../rows.jsonl"' };
    if (start > 0) headers["content-range"] = `bytes ${start}-${bytes.length - 1}/${bytes.length}`;
    if (breaks === 0) return send(start > 0 ? 206 : 200, rest, headers);
    breaks -= 1;
    response.writeHead(start > 0 ? 206 : 200, { ...headers, "content-length": String(rest.length) });
    response.write(rest.subarray(0, 700_000), () => response.destroy());
    return;
  }
  if (url.pathname === "/api/datasets/org/pairs/tree/v2") {
    if (request.headers.authorization !== "Bearer hf_token") return send(401, "{}");
    const entries = Object.entries(files).map(([name, text]) => ({ type: "file", path: name, size: text.length, oid: "x" }));
    const [head, tail] = [entries.slice(0, 3), entries.slice(3)];
    const big = {
      type: "file",
      path: "lfs/big.parquet",
      size: 130,
      lfs: { oid: createHash("sha256").update("not this").digest("hex"), size: 6 },
    };
    return url.searchParams.has("cursor")
      ? send(200, JSON.stringify([...tail, big, { type: "directory", path: "data" }]))
      : send(200, JSON.stringify(head), { link: `<${base}/api/datasets/org/pairs/tree/v2?recursive=true&cursor=2>; rel="next"` });
  }
  const name = decodeURIComponent(url.pathname.replace("/datasets/org/pairs/resolve/v2/", ""));
  if (name === "lfs/big.parquet") return send(200, "parque");
  const text = files[name];
  send(text === undefined ? 404 : 200, text ?? "no");
};

beforeAll(async () => {
  server = createServer(answer);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  base = `http://127.0.0.1:${address.port}`;
  shelf = await startS3Server("shelf", 2);
  mkdirSync(path.join(folder, "open/sub"), { recursive: true });
  writeFileSync(path.join(folder, "open/rows.jsonl"), "{}");
  writeFileSync(path.join(folder, "secret.txt"), "secret");
  symlinkSync(path.join(folder, "secret.txt"), path.join(folder, "open/link.txt"));
  symlinkSync(folder, path.join(folder, "open/out"));
  vi.stubEnv("DATABASE_URL", "postgres://nobody@localhost/none");
  vi.stubEnv("PLUMBLINE_OUTBOUND_HOSTS", `${base}, ${shelf.url}`);
  vi.stubEnv("PLUMBLINE_IMPORT_FOLDERS", path.join(folder, "open"));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
  await shelf.close();
  rmSync(folder, { recursive: true, force: true });
});

let count = 0;
const fresh = (): string => path.join(folder, `target-${(count += 1)}`);
const run = (onBytes: (bytes: number, of: number | null) => void = () => undefined) => ({ signal: new AbortController().signal, onBytes });

describe("a file behind an address", () => {
  it("arrives byte for byte, asked for on from where it broke off, under its own name alone", async () => {
    const target = fresh();
    [asked, breaks] = [[], 2];
    const told: [number, number | null][] = [];
    const got = await fetchUrl(
      `${base}/moved`,
      target,
      run((done, of) => told.push([done, of])),
    );
    expect(got).toEqual({ fileName: "rows.jsonl", byteSize: bytes.length });
    expect(readFileSync(target).equals(bytes)).toBe(true);
    expect(asked.filter((line) => line.startsWith("GET /big bytes="))).toHaveLength(2);
    expect(told.at(-1)).toEqual([bytes.length, bytes.length]);
  });

  it.each([
    ["a web page", "/page", "refused", /is a web page/],
    ["an address that is led elsewhere", "/away", "refused", /169\.254\.169\.254/],
    ["what is not there", "/nothing", "not_found", /no such file/],
  ])("refuses %s, and keeps nothing", async (_what, at, code, message) => {
    const target = fresh();
    const attempt = fetchUrl(`${base}${at}`, target, run());
    await expect(attempt).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect(readdirSync(folder)).not.toContain(path.basename(target));
  });

  it("refuses hosts that nobody listed", async () => {
    await expect(fetchUrl("http://127.0.0.1:1/x", fresh(), run())).rejects.toMatchObject({ code: "refused" });
  });
});

describe("a data set on a hub", () => {
  const hub = () => ({ endpoint: base, token: "hf_token" });

  it("gives the files that its card names, page by page", async () => {
    const target = fresh();
    expect(await fetchHub(hub(), { repository: "org/pairs", revision: "v2", path: "" }, target, silentRun())).toMatchObject({ files: 2 });
    expect(readdirSync(path.join(target, "data"))).toEqual(["train-0.jsonl", "train-1.jsonl"]);
    expect(readdirSync(target).sort()).toEqual(["README.md", "data"]);
  });

  it("gives what lies under a path", async () => {
    const target = fresh();
    await fetchHub(hub(), { repository: "org/pairs", revision: "v2", path: "other" }, target, silentRun());
    expect(readdirSync(target)).toEqual(["other"]);
  });

  it("refuses files that differ from what the hub says, data sets that are closed, and paths without rows", async () => {
    const ask = (path: string, token: string | null = "hf_token") =>
      fetchHub({ endpoint: base, token }, { repository: "org/pairs", revision: "v2", path }, fresh(), silentRun());
    await expect(ask("lfs")).rejects.toThrow(/did not arrive as the hub has it/);
    await expect(ask("", null)).rejects.toThrow(/private/);
    await expect(ask("model.py")).rejects.toThrow(/no file of rows/);
  });
});

describe("object storage", () => {
  it("gives an object, or the files of rows below a key", async () => {
    const storage = { ...s3PlaceSchema.parse({ endpoint: shelf.url, bucket: "shelf" }), credentials: s3Keys };
    for (const [name, text] of Object.entries(files)) shelf.objects.set(`set/${name}`, Buffer.from(text));
    const one = fresh();
    expect(await fetchS3(storage, "set/data/train-1.jsonl", one, silentRun())).toEqual({
      fileName: "train-1.jsonl",
      byteSize: 15,
      isFolder: false,
    });
    expect(readFileSync(one, "utf8")).toBe(files["data/train-1.jsonl"]);
    const many = fresh();
    expect(await fetchS3(storage, "set/", many, silentRun())).toMatchObject({ fileName: "set", isFolder: true });
    expect(readdirSync(many).sort()).toEqual(["README.md", "data", "other"]);
    await expect(fetchS3(storage, "absent", fresh(), silentRun())).rejects.toMatchObject({ code: "not_found" });
    shelf.objects.set("bad/a//escape.jsonl", Buffer.from("{}"));
    await expect(fetchS3(storage, "bad/", fresh(), silentRun())).rejects.toThrow(/no name under which/);
  });
});

describe("folders of the server", () => {
  it("give what lies within them, and nothing else", async () => {
    expect(await resolveServerPath("rows.jsonl")).toMatch(/open\/rows\.jsonl$/);
    expect(await resolveServerPath(path.join(folder, "open/sub"))).toMatch(/open\/sub$/);
    for (const wanted of ["../secret.txt", "link.txt", "out/secret.txt", "/etc/passwd", path.join(folder, "secret.txt"), "absent"])
      await expect(resolveServerPath(wanted)).rejects.toMatchObject({ code: "refused" });
  });

  it("are listed without their links", async () => {
    const [root] = await listServerFolder("");
    expect((await listServerFolder(root?.path ?? "")).map(({ name }) => name)).toEqual(["sub", "rows.jsonl"]);
  });
});

describe("addresses", () => {
  const hub = "https://huggingface.co";
  it.each([
    ["rows.jsonl", null],
    ["C:/rows.jsonl", null],
    ["s3://shelf/a b/c.jsonl", { from: "s3", bucket: "shelf", key: "a b/c.jsonl" }],
    ["hf://org/pairs", { from: "hub", repository: "org/pairs", revision: "main", path: "" }],
    [
      "hf://datasets/org/pairs@refs/convert/parquet/default/0.parquet",
      { from: "hub", repository: "org/pairs", revision: "refs/convert/parquet", path: "default/0.parquet" },
    ],
    ["hf://org/pairs@v1/data", { from: "hub", repository: "org/pairs", revision: "v1", path: "data" }],
    ["https://huggingface.co/datasets/org/pairs", { from: "hub", repository: "org/pairs", revision: "main", path: "" }],
    [
      "https://huggingface.co/datasets/org/pairs/blob/main/data/a.jsonl",
      { from: "hub", repository: "org/pairs", revision: "main", path: "data/a.jsonl" },
    ],
    [
      "https://huggingface.co/datasets/org/pairs/resolve/main/a.jsonl",
      { from: "url", url: "https://huggingface.co/datasets/org/pairs/resolve/main/a.jsonl" },
    ],
    [
      "https://huggingface.co/datasets/org/pairs/blob/main/100%.jsonl",
      { from: "hub", repository: "org/pairs", revision: "main", path: "100%.jsonl" },
    ],
    ["http://localhost:1/x?y=1", { from: "url", url: "http://localhost:1/x?y=1" }],
  ])("%s", (text, expected) => expect(readAddress(text, hub)).toEqual(expected));

  it.each(["ftp://x/y", "hf://alone", "s3://", "file:///etc/passwd"])("%s is refused", (text) => {
    expect(() => readAddress(text, hub)).toThrow();
  });
});
