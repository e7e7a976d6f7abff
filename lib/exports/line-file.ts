import { createWriteStream } from "node:fs";
import type { WriteStream } from "node:fs";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import type { Column } from "@/lib/exports/columns";
import type { Row } from "@/lib/exports/preference-rows";
import type { SplitName } from "@/lib/exports/schema";

export type StagedPart = { part: string; split: SplitName; columns: Column[]; path: string; rows: number; bytes: number };

/** JSON lines of one part, with back pressure and a count. */
export class LineFile {
  rows = 0;
  private readonly stream: WriteStream;
  constructor(
    readonly part: string,
    readonly split: SplitName,
    readonly columns: Column[],
    readonly path: string,
  ) {
    this.stream = createWriteStream(path);
  }
  async add(row: Row): Promise<void> {
    this.rows += 1;
    if (!this.stream.write(`${JSON.stringify(row)}\n`)) await once(this.stream, "drain");
  }
  async close(): Promise<StagedPart> {
    this.stream.end();
    await finished(this.stream);
    return { part: this.part, split: this.split, columns: this.columns, path: this.path, rows: this.rows, bytes: this.stream.bytesWritten };
  }
}

/** Begins a part of a version. */
export type Open = (part: string, split: SplitName, columns: Column[]) => LineFile;
export type Tell = (itemOrdinal: number, message: string) => void;
