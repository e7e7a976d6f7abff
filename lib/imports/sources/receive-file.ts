import { createWriteStream } from "node:fs";
import { mkdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "@/lib/errors";
import { limits } from "@/lib/imports/row-schema";

/** What a source answers: bytes from `start` on, or, where it cannot go on from there, from the beginning. */
export type Piece = { body: Readable; start: number; /** of the whole file, null where it is not told */ byteSize: number | null };

export const receiveMs = 12 * 3_600_000;
const tries = 5;

const sizeOf = async (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0, // not there yet
  );

/**
 * Writes to a file what a source gives, and asks for the rest where it broke off, up to five times in a row without a byte.
 * `onBytes` hears how much of this file is there.
 */
export const receiveFile = async (
  target: string,
  ask: (start: number) => Promise<Piece>,
  { maxBytes = limits.uploadBytes, signal, onBytes }: { maxBytes?: number; signal: AbortSignal; onBytes: (bytes: number) => void },
): Promise<number> => {
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  let failures = 0;
  for (;;) {
    signal.throwIfAborted();
    const had = await sizeOf(target);
    try {
      const { body, start, byteSize } = await ask(had);
      if (byteSize !== null && byteSize > maxBytes) {
        body.destroy();
        throw tooLarge(maxBytes);
      }
      let at = start;
      const meter = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          at += chunk.length;
          onBytes(at);
          done(at > maxBytes ? tooLarge(maxBytes) : null, chunk);
        },
      });
      await pipeline(body, meter, createWriteStream(target, { flags: start > 0 ? "a" : "w", mode: 0o600, flush: true }), { signal });
      if (byteSize !== null && at !== byteSize)
        throw new AppError("unavailable", { userMessage: `The file ended after ${at} of ${byteSize} bytes.` });
      return at;
    } catch (error) {
      if (signal.aborted || !(error instanceof AppError) || error.code !== "unavailable") {
        await rm(target, { force: true });
        throw signal.aborted && !(error instanceof AppError) ? signal.reason : error;
      }
      failures = (await sizeOf(target)) > had ? 1 : failures + 1;
      if (failures >= tries) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** failures));
    }
  }
};

const tooLarge = (maxBytes: number): AppError =>
  new AppError("too_large", { userMessage: `The file is larger than the limit of ${maxBytes / 1e9} GB. Nothing was kept.` });

/**
 * A name that another side gives, as a path below a folder of ours.
 * @throws AppError refused for one that leads elsewhere
 */
export const pathBelow = (folder: string, name: string): string => {
  const parts = name.split("/");
  if (
    name.length > 1_000 ||
    name.includes("\\") ||
    name.includes("\u0000") ||
    parts.some((part) => part === "" || part === "." || part === "..")
  )
    throw new AppError("refused", { userMessage: `“${name.slice(0, 80)}” is no name under which a file can be kept.` });
  return path.join(folder, ...parts);
};

/** The last part of a path or address as a file's name. */
export const nameOfPath = (text: string, otherwise: string): string => {
  const last = text.replace(/\/+$/, "").split("/").pop() ?? "";
  const name = last.replace(/\p{C}/gu, "").trim().slice(0, 200);
  return name === "" || name === "." || name === ".." ? otherwise : name;
};

/** A part of an address in letters; as it stands where its percent signs encode nothing ("100%.jsonl"). */
export const inLetters = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};
