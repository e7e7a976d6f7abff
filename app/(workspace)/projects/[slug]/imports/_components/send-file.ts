import { z } from "zod";

/** Sends a file in parts that can be gone on with, after a break or on another day. */

const standSchema = z.object({ offset: z.number() });
const begunSchema = standSchema.extend({ importId: z.string() });
const problemSchema = z.object({ detail: z.string() });

const partBytes = 16 * 1024 * 1024;
const waitsMs = [500, 1_000, 2_000, 4_000, 8_000, 16_000];

/** A refusal by the server, with its own words: trying again would not help. */
class Refusal extends Error {}

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null; // an answer that is not ours, say a gateway's
  }
};

const read = <Schema extends z.ZodType>(schema: Schema, status: number, text: string): z.infer<Schema> => {
  const answer = schema.safeParse(json(text));
  if (status === 200 && answer.success) return answer.data;
  const problem = problemSchema.safeParse(json(text));
  if (status >= 400 && status < 500 && problem.success) throw new Refusal(problem.data.detail);
  throw new Error(`The server answered ${status}.`);
};

// fetch does not tell how much of a body has been sent.
const sendPart = (url: string, part: Blob, signal: AbortSignal, onSent: (bytes: number) => void): Promise<number> =>
  new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    const abort = () => xhr.abort();
    signal.addEventListener("abort", abort, { once: true });
    xhr.upload.onprogress = (event) => onSent(event.loaded);
    xhr.onloadend = () => {
      signal.removeEventListener("abort", abort);
      try {
        if (xhr.status === 0) throw new Error("The connection broke off.");
        resolve(read(standSchema, xhr.status, xhr.responseText).offset);
      } catch (error) {
        reject(error);
      }
    };
    xhr.open("PATCH", url);
    xhr.setRequestHeader("content-type", "application/octet-stream");
    xhr.send(part);
  });

const memoryOf = (projectId: string, { name, size, lastModified }: File): string =>
  `plumbline:upload:${projectId}:${size}:${lastModified}:${name}`;

const stand = async (place: string, signal: AbortSignal): Promise<number> => {
  const response = await fetch(`/api/imports?${place}`, { signal });
  return read(standSchema, response.status, await response.text()).offset;
};

const begin = async (projectId: string, file: File, signal: AbortSignal): Promise<z.infer<typeof begunSchema>> => {
  const remembered = window.localStorage.getItem(memoryOf(projectId, file));
  if (remembered !== null) {
    const offset = await stand(new URLSearchParams({ projectId, importId: remembered }).toString(), signal).catch(() => null);
    if (offset !== null && offset < file.size) return { importId: remembered, offset };
  }
  const response = await fetch("/api/imports", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ projectId, fileName: file.name, byteSize: file.size }),
    signal,
  });
  return read(begunSchema, response.status, await response.text());
};

export type Sending = { sent: number; since: number; at: number; waiting: boolean };

/**
 * The import's id once all bytes are there. Where the connection breaks off it is tried again for half a minute; the same file chosen
 * later goes on from there.
 * @throws Error with the server's words
 */
export const sendFile = async (
  projectId: string,
  file: File,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (sending: Sending) => void },
): Promise<string> => {
  const memory = memoryOf(projectId, file);
  const begun = await begin(projectId, file, signal);
  const { importId } = begun;
  let offset = begun.offset;
  const [since, at] = [offset, Date.now()];
  window.localStorage.setItem(memory, importId);
  const place = new URLSearchParams({ projectId, importId }).toString();
  let failures = 0;
  while (offset < file.size) {
    try {
      const part = file.slice(offset, offset + partBytes);
      const from = offset;
      offset = await sendPart(`/api/imports?${place}&offset=${offset}`, part, signal, (sent) =>
        onProgress({ sent: from + sent, since, at, waiting: false }),
      );
      failures = 0;
    } catch (error) {
      signal.throwIfAborted();
      const wait = waitsMs[failures];
      if (wait === undefined)
        throw error instanceof Refusal
          ? error
          : new Error("The connection broke off. What was sent is kept: choose the same file to go on.");
      failures += 1;
      onProgress({ sent: offset, since, at, waiting: true });
      await new Promise((resolve) => setTimeout(resolve, wait));
      // Part of a part may have arrived; a refusal here is the server's last word.
      offset = await stand(place, signal).catch((cause: unknown) => {
        if (cause instanceof Refusal) throw cause;
        return offset;
      });
    }
  }
  window.localStorage.removeItem(memory);
  return importId;
};
