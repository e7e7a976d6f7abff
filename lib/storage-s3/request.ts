import { createHash } from "node:crypto";
import { AwsV4Signer } from "aws4fetch";
import { AppError } from "@/lib/errors";
import { guardedFetch, readText } from "@/lib/net/guarded-fetch";
import type { OutboundResponse } from "@/lib/net/guarded-fetch";
import type { S3Storage } from "@/lib/storage-s3/schema";

export type S3Request = {
  method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE";
  /** of the object; empty for the bucket itself */
  key: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: Uint8Array;
  maxBytes: number;
  totalMs?: number;
  signal?: AbortSignal;
};

export const answerBytes = 8_000_000;

/** Everything but letters, digits and `-_.~`, as the signature counts it. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

const addressOf = ({ endpoint, bucket, pathStyle }: S3Storage, key: string, query: Record<string, string>): string => {
  const base = new URL(endpoint);
  const path = key.split("/").map(encode).join("/");
  const search = Object.entries(query)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join("&");
  const host = pathStyle ? base.host : `${bucket}.${base.host}`;
  return `${base.protocol}//${host}/${pathStyle ? `${bucket}/` : ""}${path}${search === "" ? "" : `?${search}`}`;
};

/** One signed request. Answers of every status come back; redirects are refused, because a signature holds for one host. */
export const askS3 = async (storage: S3Storage, request: S3Request): Promise<OutboundResponse> => {
  const { method, key, query = {}, headers = {}, body, ...limits } = request;
  const url = addressOf(storage, key, query);
  const sent = {
    ...headers,
    "x-amz-content-sha256": createHash("sha256")
      .update(body ?? "")
      .digest("hex"),
  };
  const { credentials, region } = storage;
  const signed = credentials
    ? await new AwsV4Signer({ url, method, headers: sent, ...credentials, service: "s3", region }).sign()
    : { url, headers: new Headers(sent) };
  const { host: _host, ...all } = Object.fromEntries(signed.headers);
  return guardedFetch(signed.url, { method, headers: all, ...(body ? { body } : {}), maxRedirects: 0, ...limits });
};

const firstOf = (xml: string, name: string): string | null => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? null;

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const unescape = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex: string, decimal: string, name: string) => {
    if (name) return entities[name.toLowerCase()] ?? whole;
    const point = hex ? parseInt(hex, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });

/** The text of an element that stands in an answer once; null where it is not there. The answers have no attributes within. */
export const elementOf = (xml: string, name: string): string | null => {
  const found = firstOf(xml, name);
  return found === null ? null : unescape(found);
};

/** The insides of every element of that name. */
export const elementsOf = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, "gs"))].map(([, inside = ""]) => inside);

/** What a refusal says, as an error of ours. The answer's body is read. */
export const s3Failure = async (storage: S3Storage, what: string, response: OutboundResponse): Promise<AppError> => {
  const text = await readText(response).catch(() => "");
  const code = elementOf(text, "Code");
  const host = new URL(storage.endpoint).host;
  const place = `${host}, bucket ${storage.bucket}`;
  const detail = code === null ? `status ${response.status}` : `${code}: ${(elementOf(text, "Message") ?? "").slice(0, 200)}`;
  if (response.status === 404) return new AppError("not_found", { userMessage: `${what}: there is no such object or bucket (${place}).` });
  if (response.status === 401 || response.status === 403)
    return new AppError("refused", { userMessage: `${what}: ${place} does not allow it with these keys (${detail}).` });
  if (response.status >= 300 && response.status < 400)
    return new AppError("refused", { userMessage: `${what}: ${place} lies in another region or at another address (${detail}).` });
  if (response.status >= 500 || response.status === 429)
    return new AppError("unavailable", { userMessage: `${what}: ${place} cannot answer now (${detail}). Try again later.` });
  return new AppError("refused", { userMessage: `${what}: ${place} refuses (${detail}).` });
};
