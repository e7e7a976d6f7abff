import path from "node:path";
import { AppError } from "@/lib/errors";
import { limits } from "@/lib/imports/row-schema";
import { inLetters, nameOfPath, receiveFile, receiveMs } from "@/lib/imports/sources/receive-file";
import type { Piece } from "@/lib/imports/sources/receive-file";
import { guardedFetch } from "@/lib/net/guarded-fetch";
import type { OutboundResponse } from "@/lib/net/guarded-fetch";

type Answered = { response: OutboundResponse; start: number };

const ask = async (
  url: string,
  headers: Record<string, string>,
  start: number,
  tag: string | null,
  signal: AbortSignal,
): Promise<Answered> => {
  const range: Record<string, string> = start > 0 && tag !== null ? { range: `bytes=${start}-`, "if-range": tag } : {};
  const response = await guardedFetch(url, {
    headers: { ...headers, ...range },
    maxBytes: limits.uploadBytes,
    totalMs: receiveMs,
    idleMs: 60_000,
    maxRedirects: 5,
    signal,
  });
  const goesOn = response.status === 206 && response.headers["content-range"]?.startsWith(`bytes ${start}-`) === true;
  return { response, start: goesOn ? start : 0 };
};

const failure = (url: string, { status, body }: OutboundResponse): AppError => {
  body.destroy();
  const host = new URL(url).host;
  if (status === 404 || status === 410) return new AppError("not_found", { userMessage: `${host} has no such file (status ${status}).` });
  if (status === 401 || status === 403)
    return new AppError("refused", {
      userMessage: `${host} does not give this file out without a key, or not to this one (status ${status}).`,
    });
  if (status >= 500 || status === 429)
    return new AppError("unavailable", { userMessage: `${host} cannot answer now (status ${status}). Try again later.` });
  return new AppError("refused", { userMessage: `${host} answered status ${status} in place of the file.` });
};

const fileNameOf = (url: string, headers: OutboundResponse["headers"]): string => {
  const given = /filename="?([^";]+)"?/i.exec(headers["content-disposition"] ?? "")?.[1];
  return nameOfPath(given ?? inLetters(new URL(url).pathname), new URL(url).hostname);
};

/** What a file's answers say of it, over all that it took. */
export type Fetched = { fileName: string; byteSize: number };

/**
 * A file behind an address, written to `target`. A server that tells the file's tag is asked for the rest where an answer breaks off.
 * @throws AppError refused for what must not be called and for web pages, not_found, unavailable, too_large, cancelled
 */
export const fetchUrl = async (
  url: string,
  target: string,
  run: { signal: AbortSignal; onBytes: (bytes: number, of: number | null) => void; headers?: Record<string, string> },
): Promise<Fetched> => {
  let tag: string | null = null;
  let total: number | null = null;
  let fileName = nameOfPath(new URL(url).pathname, path.basename(target));
  const piece = async (start: number): Promise<Piece> => {
    const answered = await ask(url, run.headers ?? {}, start, tag, run.signal);
    const { status, headers, body } = answered.response;
    if (status !== 200 && status !== 206) throw failure(url, answered.response);
    if (/^text\/html\b/i.test(headers["content-type"] ?? "")) {
      body.destroy();
      throw new AppError("refused", {
        userMessage: `${url.slice(0, 200)} is a web page, not a file. Give the address of the file itself.`,
      });
    }
    const etag = headers.etag;
    tag = etag !== undefined && !etag.startsWith("W/") ? etag : null;
    if (answered.start === 0) fileName = fileNameOf(answered.response.url, headers);
    const length = headers["content-length"];
    total = length === undefined ? null : answered.start + Number(length);
    return { body, start: answered.start, byteSize: total };
  };
  const byteSize = await receiveFile(target, piece, { signal: run.signal, onBytes: (bytes) => run.onBytes(bytes, total) });
  return { fileName, byteSize };
};
