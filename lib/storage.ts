import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { constants, createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { syncFolders } from "@/lib/sync-folders";

/** Blobs in files under the home folder. Keys are made here or by rooms, never by users. */

const keyPattern = /^[a-z0-9-]+(\/[a-zA-Z0-9_-][a-zA-Z0-9._-]*)+$/;
const namePattern = /^[a-zA-Z0-9_-][a-zA-Z0-9._-]*$/;

/** The folder of all blobs, for backups. */
export const blobRoot = (): string => path.join(env().PLUMBLINE_HOME, "blobs");

/** Absolute path of a blob, for libraries that write files themselves. Refuses keys that could leave the folder. */
export const blobPath = (key: string): string => {
  if (!keyPattern.test(key))
    throw new AppError("invalid_input", { message: `bad blob key ${key}`, userMessage: "That file name is not allowed." });
  return path.join(blobRoot(), key);
};

const settle = (...files: string[]): Promise<void> => syncFolders(files, env().PLUMBLINE_HOME);

export type StoredBlob = { key: string; byteSize: number; sha256: string };

/**
 * Streams a blob to disk; it appears under its key only when complete, and lasts from then on: a row that names it outlives a loss of
 * power, so its bytes and its name must have outlived it before. Fails with too_large beyond `maxBytes`.
 */
export const writeBlob = async (key: string, source: Readable | Uint8Array, maxBytes = Number.POSITIVE_INFINITY): Promise<StoredBlob> => {
  const target = blobPath(key);
  const partial = `${target}.${randomBytes(6).toString("hex")}.partial`;
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  const hash = createHash("sha256");
  let byteSize = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      byteSize += chunk.length;
      if (byteSize > maxBytes) {
        done(new AppError("too_large", { userMessage: `The file is larger than the limit of ${maxBytes} bytes. Nothing was stored.` }));
        return;
      }
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(
      source instanceof Readable ? source : Readable.from([Buffer.from(source)]),
      meter,
      createWriteStream(partial, { mode: 0o600, flush: true }),
    );
    await rename(partial, target);
    await settle(target);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  return { key, byteSize, sha256: hash.digest("hex") };
};

/**
 * Adds bytes to a blob from a place on; what had come before the source broke off stays, and the new size says how much that is.
 * Fails with too_large beyond `maxBytes`, having written up to there at most.
 */
export const appendBlob = async (
  key: string,
  source: Readable,
  { offset, maxBytes }: { offset: number; maxBytes: number },
): Promise<number> => {
  const target = blobPath(key);
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  let at = offset;
  let excess = false;
  // Two senders of the same part write the same bytes to the same places.
  const file = await open(target, constants.O_RDWR | constants.O_CREAT, 0o600);
  try {
    for await (const chunk of source) {
      if (!(chunk instanceof Uint8Array)) continue;
      excess = at + chunk.byteLength > maxBytes;
      if (excess) break;
      let written = 0;
      while (written < chunk.byteLength) {
        const { bytesWritten } = await file.write(chunk, written, chunk.byteLength - written, at + written);
        written += bytesWritten;
      }
      at += chunk.byteLength;
    }
  } catch (error) {
    // A sender that breaks off asks where to go on; anything else is a fault of ours.
    if (error instanceof Error && "code" in error && ["ENOSPC", "EIO", "EDQUOT"].includes(String(error.code))) throw error;
  } finally {
    // Whoever is told a size does not send these bytes again.
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  }
  await settle(target);
  if (excess) throw new AppError("too_large", { userMessage: `More bytes came than the ${maxBytes} that were announced.` });
  return at;
};

/** @param range first and last byte, both inclusive; the whole blob where it is left out */
export const readBlob = (key: string, range?: { start: number; end: number }): Readable => createReadStream(blobPath(key), range);

export const blobSize = async (key: string): Promise<number | null> => {
  try {
    return (await stat(blobPath(key))).size;
  } catch {
    return null; // absent: the caller says so in its own words
  }
};

/** The last parts of the keys right below one, of blobs and of folders of them. */
export const listBlobs = async (key: string): Promise<string[]> => {
  try {
    return (await readdir(path.join(blobRoot(), key))).filter((name) => namePattern.test(name));
  } catch {
    return []; // nothing was ever written there
  }
};

/** Makes the names last of what a library wrote under a blob's path, one file or a folder of them; the bytes it has flushed itself. */
export const settleBlob = async (key: string): Promise<void> => {
  const target = blobPath(key);
  const below = (await stat(target)).isDirectory() ? await readdir(target, { recursive: true }) : [];
  await settle(target, ...below.map((name) => path.join(target, name)));
};

/** Puts a blob under another key, in the place of what may be there. */
export const moveBlob = async (from: string, to: string): Promise<void> => {
  await rename(blobPath(from), blobPath(to));
  await settle(blobPath(to));
};

export const deleteBlob = async (key: string): Promise<void> => rm(blobPath(key), { force: true, recursive: true });
