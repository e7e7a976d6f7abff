import { createReadStream, createWriteStream } from "node:fs";
import type { WriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import { z } from "zod";
import type { Column } from "@/lib/exports/columns";
import type { Row } from "@/lib/exports/formats/text";

/** `longest` bounds the bytes of a line from above: readers that buffer lines need it. */
export type Shard = { path: string; rows: number; bytes: number; longest: number };
export type StagedPart = { part: string; split: string; columns: Column[]; shards: Shard[]; rows: number; bytes: number };

const flushChars = 1 << 18;
// Of UTF-8, for a unit of UTF-16 at most.
const bytesPerUnit = 3;
const rowSchema = z.record(z.string(), z.json());

/** Writes lines with back pressure, many at a time. */
class LineWriter {
  rows = 0;
  private readonly stream: WriteStream;
  private held: string[] = [];
  private chars = 0;
  private longest = 0;
  constructor(readonly path: string) {
    this.stream = createWriteStream(path);
  }
  get written(): number {
    return this.stream.bytesWritten + this.stream.writableLength + this.chars;
  }
  /** A promise where the disk must be waited for, so that most rows cost none. */
  add(line: string): Promise<void> | null {
    this.rows += 1;
    this.held.push(line);
    this.chars += line.length + 1;
    if (line.length > this.longest) this.longest = line.length;
    return this.chars < flushChars ? null : this.flush();
  }
  private async flush(): Promise<void> {
    const text = this.held.length > 0 ? `${this.held.join("\n")}\n` : "";
    this.held = [];
    this.chars = 0;
    if (text !== "" && !this.stream.write(text)) await once(this.stream, "drain");
  }
  async close(): Promise<Shard> {
    await this.flush();
    this.stream.end();
    await finished(this.stream);
    return { path: this.path, rows: this.rows, bytes: this.stream.bytesWritten, longest: this.longest * bytesPerUnit };
  }
}

/**
 * JSON lines of one part of a version. It is cut into files where they would grow beyond `shardBytes`. Optional columns stand
 * only where every row has a value: what some rows lack is taken out of all at the end.
 */
export class LineFile {
  rows = 0;
  private readonly lacking = new Map<string, number>();
  private readonly shards: Shard[] = [];
  private writer: LineWriter;
  constructor(
    readonly part: string,
    readonly split: string,
    readonly columns: Column[],
    private readonly target: string,
    private readonly shardBytes = Number.POSITIVE_INFINITY,
  ) {
    this.writer = new LineWriter(`${target}.0`);
    for (const { name, optional } of columns) if (optional) this.lacking.set(name, 0);
  }

  add(row: Row): Promise<void> | null {
    let whole = row;
    for (const [name, count] of this.lacking) {
      if (row[name] !== null && row[name] !== undefined) continue;
      this.lacking.set(name, count + 1);
      const { [name]: _, ...rest } = whole;
      whole = rest;
    }
    this.rows += 1;
    const line = JSON.stringify(whole);
    if (this.writer.rows > 0 && this.writer.written >= this.shardBytes) return this.cut(line);
    return this.writer.add(line);
  }

  private async cut(line: string): Promise<void> {
    this.shards.push(await this.writer.close());
    this.writer = new LineWriter(`${this.target}.${this.shards.length}`);
    await this.writer.add(line);
  }

  async close(): Promise<StagedPart> {
    this.shards.push(await this.writer.close());
    const dropped = [...this.lacking].filter(([, count]) => count > 0 || this.rows === 0).map(([name]) => name);
    const mixed = [...this.lacking].filter(([, count]) => count > 0 && count < this.rows).map(([name]) => name);
    const shards: Shard[] = [];
    for (const shard of this.shards) shards.push(mixed.length > 0 ? await without(shard, mixed) : shard);
    return {
      part: this.part,
      split: this.split,
      columns: this.columns.filter(({ name }) => !dropped.includes(name)),
      shards,
      rows: this.rows,
      bytes: shards.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  }
}

/** The same lines without some columns. */
const without = async (shard: Shard, names: string[]): Promise<Shard> => {
  const writer = new LineWriter(`${shard.path}.less`);
  for await (const line of linesOf(shard.path)) {
    const row = rowSchema.parse(JSON.parse(line));
    await writer.add(JSON.stringify(Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)))));
  }
  const { bytes } = await writer.close();
  await rename(`${shard.path}.less`, shard.path);
  return { ...shard, bytes };
};

export const linesOf = (path: string): AsyncIterable<string> =>
  createInterface({ input: createReadStream(path, "utf8"), crlfDelay: Number.POSITIVE_INFINITY });
