import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { notFound } from "@/lib/errors";
import { sourceAt } from "@/lib/imports/containers/file-source";
import { detectReading } from "@/lib/imports/detect-reading";
import { titleOf } from "@/lib/imports/identity";
import { readRows } from "@/lib/imports/read-rows";
import { readingSchema } from "@/lib/imports/schema";
import type { ImportPreview, ImportRow, Reading } from "@/lib/imports/schema";
import { itemOf, openTargets, readLabels } from "@/lib/imports/targets";
import { findBlob } from "@/lib/imports/store";
import { getProject } from "@/lib/projects/get-project";
import { blobPath } from "@/lib/storage";

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

/** What an uploaded file holds, from its first rows, under the detected reading or a wanted one. Writes nothing. */
export const previewImport = async (actor: Actor, input: z.input<typeof inputSchema>): Promise<ImportPreview> => {
  await guard(actor, "imports:create", { projectId: input.projectId });
  const { projectId, importId, campaignId, reading: wanted } = inputSchema.parse(input);
  const blob = await findBlob(projectId, importId);
  const { campaigns } = await getProject(actor, { projectId });
  const campaign = campaigns.find((candidate) => candidate.id === campaignId);
  if (!blob || !campaign) throw notFound("import");
  const [target] = await openTargets(projectId, [campaign], [importId]);
  if (!target) throw notFound("campaign");
  const source = sourceAt(blobPath(blob.storageKey), blob.byteSize, blob.fileName);
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
  const unfit = new Map<string, number>();
  const refuse = (line: number, reason: string, excerpt: string): void => {
    preview.refused += 1;
    if (preview.refusals.length < refusalsShown) preview.refusals.push({ line, reason, excerpt });
  };
  for await (const read of readRows(source, reading, { bytes: 0 })) {
    if (preview.rowsLooked >= rowsLooked) {
      preview.complete = false;
      break;
    }
    preview.rowsLooked += read.records;
    if (read.ok === "empty") continue;
    if (!read.ok) {
      refuse(read.line, read.reason, read.excerpt);
      continue;
    }
    const labels = readLabels([target], read.row, unfit);
    if ("reason" in labels) {
      refuse(read.line, labels.reason, titleOf(read.row.prompt));
      continue;
    }
    preview.rowsFine += 1;
    preview.labels += labels.answers.length;
    if (target.kind.checkItem(target.config ?? target.kind.defaultConfig, itemOf(read.row)) !== null) preview.unaskable += 1;
    if (preview.samples.length < samples) preview.samples.push(sampleOf(read.line, read.row));
  }
  return { ...preview, labelsUnfit: Object.fromEntries(unfit) };
};
