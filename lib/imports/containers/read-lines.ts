import { isUtf8 } from "node:buffer";
import type { FileSource, Meter } from "@/lib/imports/containers/file-source";
import { readBytes } from "@/lib/imports/containers/read-bytes";
import { limits } from "@/lib/imports/row-schema";

/** A line as text, or why it cannot be one. `last` refusals end the file: what follows cannot be read. */
export type ReadLine = { line: number; text: string } | { line: number; reason: string; excerpt: string };

const newline = 0x0a;
const excerptBytes = 400;
export const notUtf8 = "holds bytes that are not UTF-8: save the file as UTF-8";

const decode = (line: number, bytes: Buffer): ReadLine =>
  isUtf8(bytes)
    ? { line, text: bytes.toString("utf8") }
    : { line, reason: notUtf8, excerpt: bytes.subarray(0, excerptBytes).toString("utf8") };

const withoutMark = (bytes: Buffer): Buffer => (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes);

/**
 * Physical lines in batches, one a chunk read, counted from 1, without their newline. Memory holds one chunk and one line:
 * a line beyond the limit is skipped and named. A file that breaks off (damaged compression) ends with a refusal.
 */
export async function* readLines(source: FileSource, meter: Meter): AsyncGenerator<ReadLine[]> {
  let line = 0;
  let parts: Buffer[] = [];
  let length = 0;
  const close = (): ReadLine => {
    line += 1;
    const bytes = parts.length === 1 ? parts[0] : Buffer.concat(parts);
    const whole = line === 1 ? withoutMark(bytes ?? Buffer.alloc(0)) : (bytes ?? Buffer.alloc(0));
    const total = length;
    parts = [];
    length = 0;
    if (total <= limits.lineBytes) return decode(line, whole);
    const reason = `has ${total} bytes; the limit is ${limits.lineBytes}`;
    return { line, reason, excerpt: whole.subarray(0, excerptBytes).toString("utf8") };
  };
  const take = (bytes: Buffer): void => {
    length += bytes.length;
    // Beyond the limit only the length still counts; the head is kept for the excerpt.
    if (length <= limits.lineBytes) parts.push(bytes);
    else if (parts.length > 1) parts = [Buffer.from(Buffer.concat(parts).subarray(0, excerptBytes))];
  };
  try {
    for await (const chunk of readBytes(source, meter)) {
      const batch: ReadLine[] = [];
      let from = 0;
      for (let at = chunk.indexOf(newline, from); at >= 0; at = chunk.indexOf(newline, from)) {
        take(chunk.subarray(from, at));
        batch.push(close());
        from = at + 1;
      }
      if (from < chunk.length) take(chunk.subarray(from));
      if (batch.length > 0) yield batch;
    }
  } catch (error) {
    const reason = `cannot be read, nor what follows: ${error instanceof Error ? error.message : "the file is damaged"}`;
    yield [{ line: line + 1, reason, excerpt: "" }];
    return;
  }
  if (length > 0) yield [close()];
}
