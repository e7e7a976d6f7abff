import { createWriteStream } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { makeFolder } from "@/lib/make-folder";

/** Writes a file that a room hands over as a stream; the folder is made where it is missing. Returns its full path. */
export const writeStream = async (file: string, stream: NodeJS.ReadableStream): Promise<string> => {
  const target = path.resolve(file);
  await makeFolder(path.dirname(target));
  await pipeline(stream, createWriteStream(target));
  return target;
};

/** Writes one JSON object a line; the folder is made where it is missing. */
export const writeJsonLines = async (file: string, rows: Iterable<unknown> | AsyncIterable<unknown>): Promise<void> => {
  const lines = async function* (): AsyncGenerator<string> {
    for await (const row of rows) yield `${JSON.stringify(row)}\n`;
  };
  await writeStream(file, Readable.from(lines()));
};
