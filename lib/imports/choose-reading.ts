import { AppError } from "@/lib/errors";
import { applyMapping, fitsColumns, recogniseMapping } from "@/lib/imports/apply-mapping";
import type { FileSource } from "@/lib/imports/containers/file-source";
import { detectReading } from "@/lib/imports/detect-reading";
import type { Detected } from "@/lib/imports/detect-reading";
import type { SavedMapping } from "@/lib/imports/mapping-store";
import type { NamedReading } from "@/lib/imports/read-map-file";
import type { Reading, WantedFormat } from "@/lib/imports/schema";
import { settleBase } from "@/lib/imports/settle-base";
import { listOf, whyUnread } from "@/lib/imports/why-unread";

/** `mapping`: which column is what, as somebody told; `saved`: what the project has of that kind. */
export type WantedReading = { format: WantedFormat; mapping?: NamedReading | undefined; saved: readonly SavedMapping[] };
export type ChosenReading = { detected: Detected; reading: Reading };

/**
 * How a file of this machine is read: as told, else as recognised, else as somebody said before of a file with its columns.
 * @throws AppError refused where none of these says it, or where the file has not the columns that were told
 */
export const chooseReading = async (source: FileSource, { format, mapping, saved }: WantedReading): Promise<ChosenReading> => {
  const detected = await detectReading(source, format);
  const refuse = (what: string): AppError => new AppError("refused", { userMessage: `${source.fileName}: ${what}` });
  const settle = (reading: Reading): Promise<Reading> => settleBase(source, reading);
  if (mapping) {
    if (!fitsColumns(mapping, detected.columns))
      throw refuse(`it has not all the columns that ${mapping.name} names. Its columns: ${listOf(detected.columns)}.`);
    return { detected: { ...detected, confidence: 1, scale: null }, reading: await settle(applyMapping(mapping, detected)) };
  }
  if (!detected.needsMapping) return { detected, reading: detected.reading };
  // What the columns do not say by their names, somebody may have said before.
  const known = recogniseMapping(saved, detected.columns);
  if (!known) throw refuse(whyUnread(detected));
  return { detected: { ...detected, scale: null }, reading: await settle(applyMapping(known, detected)) };
};
