import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { notFound } from "@/lib/errors";
import { detectReading } from "@/lib/imports/detect-reading";
import { titleOf } from "@/lib/imports/identity";
import { readRows } from "@/lib/imports/read-rows";
import { readingSchema } from "@/lib/imports/schema";
import type { ImportPreview, ImportRow, Reading } from "@/lib/imports/schema";
import { findBlob } from "@/lib/imports/store";
import type { AnyKind } from "@/lib/kinds/registry";
import { kindOf } from "@/lib/kinds/registry";
import { getProject } from "@/lib/projects/get-project";
import { readBlob } from "@/lib/storage";

const rowsLooked = 2_000;
const samples = 5;
const refusalsShown = 20;
const excerptChars = 280;

const inputSchema = z.object({ projectId: z.string(), importId: z.string(), campaignId: z.string(), reading: readingSchema.optional() });

const sampleOf = (line: number, row: ImportRow): ImportPreview["samples"][number] => ({
  line,
  id: row.id ?? null,
  prompt: titleOf(row.prompt),
  responses: row.responses.slice(0, 4).map(({ text, model }) => ({ text: text.slice(0, excerptChars), model: model ?? null })),
  labels: row.labels.length,
});

/** Counts what the campaign's kind makes of a row's labels. */
const countLabels = (kind: AnyKind, row: ImportRow, preview: ImportPreview): string | null => {
  let fitting = 0;
  for (const label of row.labels) {
    const read = kind.fromImport(label, row.responses.length);
    if (read.fits) fitting += 1;
    else if (read.refused) return read.reason;
    else preview.labelsUnfit[read.reason] = (preview.labelsUnfit[read.reason] ?? 0) + 1;
  }
  preview.labels += fitting;
  return null;
};

/** What an uploaded file holds, from its first rows, under the detected reading or a wanted one. Writes nothing. */
export const previewImport = async (actor: Actor, input: z.input<typeof inputSchema>): Promise<ImportPreview> => {
  await guard(actor, "imports:create", { projectId: input.projectId });
  const { projectId, importId, campaignId, reading: wanted } = inputSchema.parse(input);
  const blob = await findBlob(projectId, importId);
  const { campaigns } = await getProject(actor, { projectId });
  const campaign = campaigns.find((candidate) => candidate.id === campaignId);
  if (!blob || !campaign) throw notFound("import");
  const kind = kindOf(campaign.kind);
  const source = { fileName: blob.fileName, byteSize: blob.byteSize, open: () => readBlob(blob.storageKey) };
  const detected = await detectReading(source, wanted?.format ?? "auto");
  const reading: Reading = wanted ?? detected.reading;
  const preview: ImportPreview = {
    reading,
    columns: detected.columns,
    needsMapping: detected.needsMapping,
    rowsLooked: 0,
    complete: true,
    rowsFine: 0,
    unaskable: 0,
    labels: 0,
    labelsUnfit: {},
    samples: [],
    refusals: [],
    refused: 0,
  };
  const refuse = (line: number, reason: string, excerpt: string): void => {
    preview.refused += 1;
    if (preview.refusals.length < refusalsShown) preview.refusals.push({ line, reason, excerpt });
  };
  for await (const read of readRows(source, reading, { bytes: 0 })) {
    if (preview.rowsLooked >= rowsLooked) {
      preview.complete = false;
      break;
    }
    preview.rowsLooked += 1;
    if (!read.ok) {
      refuse(read.line, read.reason, read.excerpt);
      continue;
    }
    const reason = countLabels(kind, read.row, preview);
    if (reason !== null) {
      refuse(read.line, reason, titleOf(read.row.prompt));
      continue;
    }
    preview.rowsFine += 1;
    const candidates = read.row.responses.map(({ text, model }) => ({ text, model: model ?? null }));
    if (kind.checkItem({ prompt: read.row.prompt, candidates }) !== null) preview.unaskable += 1;
    if (preview.samples.length < samples) preview.samples.push(sampleOf(read.line, read.row));
  }
  return preview;
};
