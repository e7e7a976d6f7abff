import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "@/lib/errors";
import { guardedFetch } from "@/lib/net/guarded-fetch";
import type { RunControl } from "@/lib/jobs/progress";

export type HubSource = {
  hub: string;
  name: string;
  revision: string;
  /** listed: by the one door of lib/net, to hosts that an operator listed */
  reach: "any" | "listed";
};

const mostBytes = 8 * 2 ** 30;
const answerWithinMs = 30_000;
const tellEveryBytes = 4 * 2 ** 20;
/** Gigabytes over a slow line. */
const wholeFileMs = 6 * 3_600_000;

/**
 * Fetches named files of a hub's repository into a folder. A file that is not there is left out unless it is needed; where the hub
 * tells a file's sha256, what came is compared with it. Only HTTPS, apart from this machine itself.
 *
 * @param files in order; of each list the first that the hub has
 */
export const fetchFromHub = async (
  source: HubSource,
  folder: string,
  files: readonly { anyOf: readonly string[]; needed: boolean }[],
  run: RunControl,
): Promise<void> => {
  const { protocol, hostname } = new URL(source.hub);
  if (protocol !== "https:" && !["localhost", "127.0.0.1", "[::1]"].includes(hostname))
    throw new AppError("invalid_input", { userMessage: `${source.hub}: a hub must be reached by https.` });
  for (const { anyOf, needed } of files) {
    let found = false;
    for (const file of anyOf) {
      run.report({ done: 0, total: null, message: `Fetching ${file}` });
      found ||= await fetchFile(source, file, path.join(folder, file), run);
      if (found) break;
    }
    if (!found && needed) {
      throw new AppError("refused", {
        userMessage: `${source.name} on ${source.hub} has no ${anyOf.join(" and no ")} (revision ${source.revision}), so it cannot be used as an encoder.`,
      });
    }
  }
};

/** False where the hub has no such file. */
const fetchFile = async (source: HubSource, file: string, target: string, { signal, report }: RunControl): Promise<boolean> => {
  const url = `${source.hub.replace(/\/$/u, "")}/${source.name}/resolve/${source.revision}/${file}`;
  const response = await ask(url, source, signal);
  if (response.status !== 200) response.body.destroy();
  if (response.status === 404) return false;
  if (response.status === 401 || response.status === 403) {
    throw new AppError("refused", {
      userMessage: `${source.hub} does not give out ${source.name}: it does not exist, or one must sign in for it. Download it yourself and give its folder.`,
    });
  }
  if (response.status !== 200)
    throw new AppError("unavailable", { userMessage: `${source.hub} answered ${response.status} for ${file}. Try again later.` });
  await mkdir(path.dirname(target), { recursive: true });
  const hash = createHash("sha256");
  const total = Number(response.header("content-length")) || null;
  let size = 0;
  let told = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      hash.update(chunk);
      if (size - told > tellEveryBytes) report({ done: (told = size), total, message: `Fetching ${file}` });
      done(size > mostBytes ? new AppError("too_large", { userMessage: `${file} is larger than ${mostBytes} bytes.` }) : null, chunk);
    },
  });
  try {
    await pipeline(response.body, meter, createWriteStream(target), { signal });
  } catch (cause) {
    if (cause instanceof AppError || signal.aborted) throw cause;
    throw new AppError("unavailable", { userMessage: `The download of ${file} broke off after ${size} bytes. Try again.`, cause });
  }
  const promised = /^"?([0-9a-f]{64})"?$/u.exec(response.header("x-linked-etag") ?? response.header("etag") ?? "")?.[1];
  if (promised !== undefined && promised !== hash.digest("hex"))
    throw new AppError("refused", {
      userMessage: `${file} did not arrive as the hub has it: its sha256 differs. Nothing was kept; try again.`,
    });
  return true;
};

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

type Answer = { status: number; header: (name: string) => string | null; body: Readable };

const unreached = ({ hub, name }: HubSource, cause: unknown): AppError => {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AppError("unavailable", {
    userMessage: `${hub} cannot be reached (${reason}), so ${name} was not fetched. On a host that reaches it, download config.json, tokenizer.json and model.safetensors, then: plumbline encoder add FOLDER`,
    cause,
  });
};

const ask = async (url: string, source: HubSource, signal: AbortSignal): Promise<Answer> =>
  source.reach === "listed" ? askListed(url, signal) : askAny(url, source, signal);

const askListed = async (url: string, signal: AbortSignal): Promise<Answer> => {
  const limits = { maxBytes: mostBytes, totalMs: wholeFileMs, idleMs: answerWithinMs, maxRedirects: 5 };
  const { status, headers, body } = await guardedFetch(url, { ...limits, signal });
  return { status, header: (name) => headers[name] ?? null, body };
};

const askAny = async (url: string, source: HubSource, signal: AbortSignal): Promise<Answer> => {
  const impatient = new AbortController();
  const timer = setTimeout(() => impatient.abort(new Error(`no answer in ${answerWithinMs / 1000} s`)), answerWithinMs);
  try {
    const { status, headers, body } = await fetch(url, { signal: AbortSignal.any([signal, impatient.signal]) });
    return { status, header: (name) => headers.get(name), body: body ? Readable.from(chunksOf(body)) : Readable.from([]) };
  } catch (error) {
    signal.throwIfAborted();
    throw unreached(source, error instanceof Error && error.cause instanceof Error ? error.cause : error);
  } finally {
    clearTimeout(timer);
  }
};
