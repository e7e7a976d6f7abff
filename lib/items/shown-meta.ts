import type { ShownMeta } from "@/lib/assignments/schema";
import type { Tx } from "@/lib/db";
import { metaShownOf } from "@/lib/items/store";

/** Metadata of imports may be of any size; beside a prompt there is room for a line or two. */
const mostChars = 1_000;

const isScalar = (value: unknown): boolean => ["string", "number", "boolean"].includes(typeof value);

/** A value of metadata as people read it: lists of plain values by commas, what is nested as JSON. */
const wordValue = (value: unknown): string => {
  const whole = isScalar(value) ? String(value) : Array.isArray(value) && value.every(isScalar) ? value.join(", ") : JSON.stringify(value);
  return whole.length > mostChars ? `${whole.slice(0, mostChars)}…` : whole;
};

/** The named fields in their order, as text; those that an item lacks, or has nothing in, are left out. */
export const wordMeta = (meta: Readonly<Record<string, unknown>>, fields: readonly string[]): ShownMeta =>
  fields.flatMap((field) => {
    const value = Object.hasOwn(meta, field) ? meta[field] : null;
    const worded = value === null || value === undefined ? "" : wordValue(value);
    return worded.trim() === "" ? [] : [{ field, value: worded }];
  });

/** What the campaign of a task shows of its item's metadata. Who may see the task is asked before. */
export const shownMeta = async (tx: Tx, within: string, taskId: string): Promise<ShownMeta> => {
  const shown = await metaShownOf(tx, within, taskId);
  return shown ? wordMeta(shown.meta, shown.fields) : [];
};
