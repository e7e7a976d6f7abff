import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";

/**
 * Object storage in memory for tests: one bucket by path, whose requests must bear a right signature (version 4, worked out here
 * anew). Parts, listings page by page, ranges. `fail` answers so many requests with 503 first; `loseEnd` puts the parts of the next
 * upload together, and the answer is lost.
 */
export type S3Server = {
  url: string;
  objects: Map<string, Buffer>;
  requests: string[];
  fail: (times: number) => void;
  loseEnd: () => void;
  close: () => Promise<void>;
};

export const s3Keys = { accessKeyId: "AKTEST", secretAccessKey: "secret/of+the-test" };

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
const sha = (bytes: string | Buffer): string => createHash("sha256").update(bytes).digest("hex");
const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** The signature as its published description has it. */
const isSigned = (request: IncomingMessage, body: Buffer): boolean => {
  const given =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d+)\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)$/.exec(
      request.headers.authorization ?? "",
    );
  if (!given) return false;
  const [, id, day = "", region = "", names = "", signature] = given;
  const [path, search = ""] = (request.url ?? "").split("?");
  const query = search === "" ? [] : search.split("&").map((pair) => (pair.includes("=") ? pair : `${pair}=`));
  const headers = names.split(";").map((name) => `${name}:${String(request.headers[name] ?? "").trim()}\n`);
  const payload = String(request.headers["x-amz-content-sha256"]);
  const canonical = [request.method, path, query.sort().join("&"), headers.join(""), names, payload].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", request.headers["x-amz-date"], scope, sha(canonical)].join("\n");
  const key = ["s3", "aws4_request"].reduce((made, part) => hmac(made, part), hmac(hmac(`AWS4${s3Keys.secretAccessKey}`, day), region));
  return id === s3Keys.accessKeyId && payload === sha(body) && hmac(key, text).toString("hex") === signature;
};

export const startS3Server = async (bucket: string, pageSize = 1_000): Promise<S3Server> => {
  const objects = new Map<string, Buffer>();
  const uploads = new Map<string, Map<number, Buffer>>();
  const requests: string[] = [];
  let failures = 0;
  let losesEnd = false;
  const answer = async (
    request: IncomingMessage,
  ): Promise<{ status: number; body?: string | Buffer; headers?: Record<string, string> }> => {
    const body = await buffer(request);
    const url = new URL(request.url ?? "/", "http://localhost");
    requests.push(`${request.method} ${url.pathname}${url.search}`);
    if (failures > 0) {
      failures -= 1;
      return { status: 503, body: "<Error><Code>SlowDown</Code><Message>later</Message></Error>" };
    }
    if (!isSigned(request, body)) return { status: 403, body: "<Error><Code>SignatureDoesNotMatch</Code><Message>no</Message></Error>" };
    const [, first, ...rest] = decodeURIComponent(url.pathname).split("/");
    const key = rest.join("/");
    if (first !== bucket) return { status: 404, body: "<Error><Code>NoSuchBucket</Code></Error>" };
    const etag = (bytes: Buffer): string => `"${sha(bytes).slice(0, 32)}"`;
    const uploadId = url.searchParams.get("uploadId");
    const parts = uploadId === null ? undefined : uploads.get(uploadId);
    if (key === "" && request.method === "GET") {
      const prefix = url.searchParams.get("prefix") ?? "";
      const from = Number(url.searchParams.get("continuation-token") ?? 0);
      const keys = [...objects.keys()].filter((name) => name.startsWith(prefix)).sort();
      const page = keys.slice(from, from + Math.min(pageSize, Number(url.searchParams.get("max-keys"))));
      const more = from + page.length < keys.length;
      const contents = page.map((name) => `<Contents><Key>${escape(name)}</Key><Size>${objects.get(name)?.length}</Size></Contents>`);
      const token = more ? `<NextContinuationToken>${from + page.length}</NextContinuationToken>` : "";
      return { status: 200, body: `<ListBucketResult><IsTruncated>${more}</IsTruncated>${token}${contents.join("")}</ListBucketResult>` };
    }
    if (request.method === "POST" && url.searchParams.has("uploads")) {
      const id = `upload-${uploads.size + 1}`;
      uploads.set(id, new Map());
      return { status: 200, body: `<R><UploadId>${id}</UploadId></R>` };
    }
    if (uploadId !== null && !parts) return { status: 404, body: "<Error><Code>NoSuchUpload</Code></Error>" };
    if (parts && request.method === "PUT") {
      parts.set(Number(url.searchParams.get("partNumber")), body);
      return { status: 200, headers: { etag: etag(body) } };
    }
    if (parts && uploadId !== null) {
      uploads.delete(uploadId);
      if (request.method === "DELETE") return { status: 204 };
      objects.set(key, Buffer.concat([...parts].sort(([a], [b]) => a - b).map(([, bytes]) => bytes)));
      if (losesEnd) {
        losesEnd = false;
        throw new Error("lost on the way");
      }
      return { status: 200, body: "<R><ETag>x</ETag></R>" };
    }
    if (request.method === "PUT") {
      objects.set(key, body);
      return { status: 200, headers: { etag: etag(body) } };
    }
    const found = objects.get(key);
    if (!found) return { status: 404, body: "<Error><Code>NoSuchKey</Code></Error>" };
    const wanted = request.headers["if-match"];
    if (wanted !== undefined && wanted !== etag(found)) return { status: 412 };
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    return { status: start > 0 ? 206 : 200, body: found.subarray(start), headers: { etag: etag(found) } };
  };
  const server = createServer((request, response) => {
    answer(request).then(
      ({ status, body = "", headers = {} }) => {
        response.writeHead(status, { ...headers, "content-length": String(Buffer.byteLength(body)) });
        response.end(request.method === "HEAD" ? undefined : body);
      },
      () => response.destroy(),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    objects,
    requests,
    fail: (times) => {
      failures = times;
    },
    loseEnd: () => {
      losesEnd = true;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
};
