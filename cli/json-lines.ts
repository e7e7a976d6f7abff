import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** Writes one JSON object a line; the folder is made where it is missing. */
export const writeJsonLines = async (file: string, rows: Iterable<unknown> | AsyncIterable<unknown>): Promise<void> => {
  await mkdir(path.dirname(file), { recursive: true });
  const lines = async function* (): AsyncGenerator<string> {
    for await (const row of rows) yield `${JSON.stringify(row)}\n`;
  };
  await pipeline(Readable.from(lines()), createWriteStream(file));
};
