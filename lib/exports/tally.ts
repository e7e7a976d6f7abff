import { createHash } from "node:crypto";
import type { Entry, Format, Written } from "@/lib/exports/formats/contract";
import type { Row } from "@/lib/exports/formats/text";
import type { Recipe } from "@/lib/exports/schema";

const shortHash = (text: string): string => createHash("sha256").update(text).digest("base64").slice(0, 16);

/** 48 bits of a hash: of a million texts two are taken for one in one case of five hundred, and a text takes a few dozen bytes. */
const shortNumber = (text: string): number => createHash("sha256").update(text).digest().readUIntBE(0, 6);

/** Counts what becomes of everything that a format considers, and knows what was written before. */
export class Tally {
  rows = 0;
  annotations = 0;
  private considered = 0;
  private exported = 0;
  private readonly excluded: Record<string, number> = {};
  /** of the rows that a trainer learns from */
  private readonly classes = { good: 0, bad: 0, both: 0 };
  /** Which classes the rows of a text were of, by a short hash of it: 1 good, 2 bad, 3 both. */
  private readonly classesOfTexts = new Map<number, number>();
  private readonly seen = new Set<string>();
  /** of each prompt the first item that gave rows: it may give some in every campaign */
  private readonly firstItems = new Map<string, string>();
  private readonly dedup: Recipe["dedup"];

  constructor(
    { dedup }: Pick<Recipe, "dedup">,
    private readonly format: Format | null,
  ) {
    this.dedup = format?.oncePerPrompt ? "prompts" : dedup;
  }

  leaveOut(reason: string): void {
    this.considered += 1;
    this.excluded[reason] = (this.excluded[reason] ?? 0) + 1;
  }

  /** What of an item's rows is written: all of it, less what the recipe calls a duplicate. */
  admit(entry: Pick<Entry, "item" | "promptHash" | "split">, all: Written[]): Written[] {
    const repeated = this.dedup === "prompts" && all.some((one) => "rows" in one) && !this.isFirst(entry);
    return all.map((one) => {
      if ("none" in one) return this.leave(one, one.none);
      if (repeated) return this.leave(one, "duplicate");
      const rows =
        this.dedup === "rows" ? one.rows.filter((row) => this.isNew(shortHash(`${entry.split} ${JSON.stringify(row)}`))) : one.rows;
      if (rows.length === 0) return this.leave(one, "duplicate");
      this.considered += 1;
      this.exported += 1;
      this.rows += rows.length;
      if (entry.split === "train") for (const row of rows) this.countClass(row);
      return rows.length === one.rows.length ? one : { ...one, rows };
    });
  }

  private leave({ unitKey, part }: Written, reason: string): Written {
    this.leaveOut(reason);
    return { unitKey, part, none: reason };
  }

  /** A text that two items judge may be good in one and bad in the other: both rows stand, and the card says how many there are. */
  private countClass(row: Row): void {
    const judged = this.format?.judged?.(row);
    if (!judged) return;
    this.classes[judged.as] += 1;
    const text = shortNumber(judged.text);
    const before = this.classesOfTexts.get(text) ?? 0;
    const now = before | (judged.as === "good" ? 1 : 2);
    this.classesOfTexts.set(text, now);
    if (now === 3 && before !== 3) this.classes.both += 1;
  }

  private isFirst({ item, promptHash }: Pick<Entry, "item" | "promptHash">): boolean {
    const first = this.firstItems.get(promptHash) ?? item;
    this.firstItems.set(promptHash, first);
    return first === item;
  }

  private isNew(key: string): boolean {
    const before = this.seen.size;
    return this.seen.add(key).size > before;
  }

  result() {
    if (!this.format) return { considered: this.annotations, exported: this.annotations, excluded: {}, classes: this.classes };
    return { considered: this.considered, exported: this.exported, excluded: this.excluded, classes: this.classes };
  }
}
