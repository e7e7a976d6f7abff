import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "@/lib/errors";
import type { RunControl } from "@/lib/jobs/progress";

export type HubSource = { hub: string; name: string; revision: string };

const namePattern = /^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*$/u;
const mostBytes = 8 * 2 ** 30;
const answerWithinMs = 30_000;

/** Whether a source can be a name on a hub: OWNER/NAME. */
export const isHubName = (source: string): boolean => namePattern.test(source) && !source.includes("..");

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
      found ||= await fetchFile(source, file, path.join(folder, file), run.signal);
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
const fetchFile = async (source: HubSource, file: string, target: string, signal: AbortSignal): Promise<boolean> => {
  const url = `${source.hub.replace(/\/$/u, "")}/${source.name}/resolve/${source.revision}/${file}`;
  const response = await ask(url, source, signal);
  if (response.status === 404) return false;
  if (response.status === 401 || response.status === 403) {
    throw new AppError("refused", {
      userMessage: `${source.hub} does not give out ${source.name}: it does not exist, or one must sign in for it. Download it yourself and give its folder.`,
    });
  }
  if (!response.ok || !response.body)
    throw new AppError("unavailable", { userMessage: `${source.hub} answered ${response.status} for ${file}. Try again later.` });
  await mkdir(path.dirname(target), { recursive: true });
  const hash = createHash("sha256");
  let size = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      hash.update(chunk);
      done(size > mostBytes ? new AppError("too_large", { userMessage: `${file} is larger than ${mostBytes} bytes.` }) : null, chunk);
    },
  });
  try {
    await pipeline(Readable.from(chunksOf(response.body)), meter, createWriteStream(target), { signal });
  } catch (cause) {
    if (cause instanceof AppError || signal.aborted) throw cause;
    throw new AppError("unavailable", { userMessage: `The download of ${file} broke off after ${size} bytes. Try again.`, cause });
  }
  const promised = /^"?([0-9a-f]{64})"?$/u.exec(response.headers.get("x-linked-etag") ?? response.headers.get("etag") ?? "")?.[1];
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

const ask = async (url: string, { hub, name }: HubSource, signal: AbortSignal): Promise<Response> => {
  const impatient = new AbortController();
  const timer = setTimeout(() => impatient.abort(new Error(`no answer in ${answerWithinMs / 1000} s`)), answerWithinMs);
  try {
    return await fetch(url, { signal: AbortSignal.any([signal, impatient.signal]) });
  } catch (error) {
    signal.throwIfAborted();
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError("unavailable", {
      userMessage: `${hub} cannot be reached (${reason}), so ${name} was not fetched. On a host that reaches it, download config.json, tokenizer.json and model.safetensors, then: plumbline encoder add FOLDER`,
      cause: error,
    });
  } finally {
    clearTimeout(timer);
  }
};
