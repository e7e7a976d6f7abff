import { createReadStream, createWriteStream } from "node:fs";
import type { WriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import { z } from "zod";
import type { Column } from "@/lib/exports/columns";
import type { Row } from "@/lib/exports/formats/text";
import { textLines } from "@/lib/text-lines";

/** `longest` bounds the bytes of a line from above: readers that buffer lines need it. */
export type Shard = { path: string; rows: number; bytes: number; longest: number };
export type StagedPart = { part: string; split: string; columns: Column[]; shards: Shard[]; rows: number; bytes: number };

const flushChars = 1 << 16;
// Of UTF-8, for a unit of UTF-16 at most.
const bytesPerUnit = 3;
const rowSchema = z.record(z.string(), z.json());

/** Writes lines, many at a time. Whoever adds them waits for the disk now and then (`drained`), not at each. */
class LineWriter {
  rows = 0;
  private readonly stream: WriteStream;
  private readonly ended: Promise<void>;
  private held: string[] = [];
  private chars = 0;
  private longest = 0;
  constructor(readonly path: string) {
    this.stream = createWriteStream(path);
    this.ended = finished(this.stream);
    // A fault of the disk is told to whoever waits for it or closes the file.
    this.ended.catch(() => undefined);
  }
  get written(): number {
    return this.stream.bytesWritten + this.stream.writableLength + this.chars;
  }
  add(line: string): void {
    this.rows += 1;
    this.held.push(line);
    this.chars += line.length + 1;
    if (line.length > this.longest) this.longest = line.length;
    if (this.chars >= flushChars) this.flush();
  }
  private flush(): void {
    if (this.held.length > 0) this.stream.write(`${this.held.join("\n")}\n`);
    this.held = [];
    this.chars = 0;
  }
  async drained(): Promise<void> {
    if (this.stream.destroyed) await this.ended;
    else if (this.stream.writableNeedDrain) await once(this.stream, "drain");
  }
  async close(): Promise<Shard> {
    this.flush();
    this.stream.end();
    await this.ended;
    return { path: this.path, rows: this.rows, bytes: this.stream.bytesWritten, longest: this.longest * bytesPerUnit };
  }
}

/**
 * JSON lines of one split of a part of a version. It is cut into files where they would grow beyond `shardBytes`. Optional columns
 * stand only where every row has a value: what some rows lack is taken out of all at the end.
 */
export class LineFile {
  rows = 0;
  private readonly lacking = new Map<string, number>();
  private readonly closed: Promise<Shard>[] = [];
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

  add(row: Row): void {
    this.rows += 1;
    if (this.writer.rows > 0 && this.writer.written >= this.shardBytes) {
      const closing = this.writer.close();
      closing.catch(() => undefined);
      this.closed.push(closing);
      this.writer = new LineWriter(`${this.target}.${this.closed.length}`);
    }
    this.writer.add(JSON.stringify(this.filled(row)));
  }

  /** The row without the optional columns that it has no value for. */
  private filled(row: Row): Row {
    let lacks = false;
    for (const [name, count] of this.lacking) {
      if (row[name] !== null && row[name] !== undefined) continue;
      this.lacking.set(name, count + 1);
      // What is not there at all need not be taken out: most rows are written as they come.
      if (row[name] === null) lacks = true;
    }
    return lacks ? Object.fromEntries(Object.entries(row).filter(([name, cell]) => cell !== null || !this.lacking.has(name))) : row;
  }

  /** To be waited for between heaps of rows, so that memory holds no more than a heap. */
  async drained(): Promise<void> {
    await this.writer.drained();
    await Promise.all(this.closed);
  }

  /** Optional columns that some row has no value for. */
  get incomplete(): string[] {
    return [...this.lacking].filter(([, count]) => count > 0).map(([name]) => name);
  }

  /** @param dropped the optional columns that do not stand, in this split or in any */
  async close(dropped: readonly string[]): Promise<StagedPart> {
    const written = await Promise.all([...this.closed, this.writer.close()]);
    const mixed = dropped.filter((name) => (this.lacking.get(name) ?? 0) < this.rows);
    const shards: Shard[] = [];
    for (const shard of written) shards.push(mixed.length > 0 ? await without(shard, mixed) : shard);
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
    writer.add(JSON.stringify(Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)))));
    await writer.drained();
  }
  const { bytes } = await writer.close();
  await rename(`${shard.path}.less`, shard.path);
  return { ...shard, bytes };
};

export const linesOf = (path: string): AsyncIterable<string> => textLines(createReadStream(path));
