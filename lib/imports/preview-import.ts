import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { notFound } from "@/lib/errors";
import { detectReading } from "@/lib/imports/detect-reading";
import type { Detected } from "@/lib/imports/detect-reading";
import { applyMapping, fitsColumns, recogniseMapping } from "@/lib/imports/apply-mapping";
import { formats } from "@/lib/imports/formats/registry";
import { contentHashOf, externalIdOf, idTaken, titleOf } from "@/lib/imports/identity";
import { mappingsOf } from "@/lib/imports/mapping-store";
import { keptNames } from "@/lib/imports/metadata-columns";
import { openPlace } from "@/lib/imports/open-place";
import { readRows } from "@/lib/imports/read-rows";
import { importFormatSchema, importFormats, readingSchema } from "@/lib/imports/schema";
import type { ImportPreview, Reading } from "@/lib/imports/schema";
import type { ImportRow } from "@/lib/imports/row-schema";
import { itemOf, openTargets, readLabels } from "@/lib/imports/targets";
import { settleBase } from "@/lib/imports/settle-base";
import { contentsById, findPlace } from "@/lib/imports/store";
import { getProject } from "@/lib/projects/get-project";

const rowsLooked = 2_000;
const samples = 5;
const refusalsShown = 20;
const excerptChars = 280;

const inputSchema = z.object({
  projectId: z.string(),
  importId: z.string(),
  campaignId: z.string(),
  reading: readingSchema.optional(),
  format: importFormatSchema.optional(),
  /** a reading that was saved under a name */
  savedId: z.string().optional(),
});

const sampleOf = (line: number, row: ImportRow): ImportPreview["samples"][number] => ({
  line,
  id: row.id ?? null,
  prompt: titleOf(row.prompt),
  responses: row.responses.slice(0, 4).map(({ text, model }) => ({ text: text.slice(0, excerptChars), model: model ?? null })),
  labels: row.labels.length,
});

const byHand = {
  title: "Columns chosen by hand",
  about: "A table whose columns say by their names, or are told, what they hold.",
  fields: [],
};

const choicesOf = ({ others, confidence }: Detected, { format }: Reading): ImportPreview["choices"] => {
  const sure = new Map([...others.map((other) => [other.format, other.confidence] as const), [format, confidence] as const]);
  return importFormats
    .map((name) => ({ format: name, title: name === "columns" ? byHand.title : formats[name].title, confidence: sure.get(name) ?? null }))
    .sort((a, b) => (b.confidence ?? -1) - (a.confidence ?? -1));
};

const languageSchema = z.string().min(1).max(40);

/** What a row says of its own language; nothing is guessed. */
const statedLanguage = ({ meta }: ImportRow): string | null =>
  [meta?.language, meta?.lang].map((value) => languageSchema.safeParse(value).data).find((value) => value !== undefined) ?? null;

const lengthSteps = [50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, null];

/** Responses by their characters, in steps that double or so; empty bars behind the longest are left out. */
const lengthBars = (ordered: readonly number[]): NonNullable<ImportPreview["lengths"]>["bars"] => {
  const bars = lengthSteps.map((upTo, i) => ({
    upTo,
    responses: ordered.filter((length) => length <= (upTo ?? Infinity) && length > (i === 0 ? -1 : (lengthSteps[i - 1] ?? 0))).length,
  }));
  return bars.slice(0, bars.findLastIndex(({ responses }) => responses > 0) + 1);
};

/** What an uploaded file holds, from its first rows, under the detected reading or a wanted one. Writes nothing. */
export const previewImport = async (actor: Actor, input: z.input<typeof inputSchema>): Promise<ImportPreview> => {
  await guard(actor, "imports:create", { projectId: input.projectId });
  const { projectId, importId, campaignId, reading: wanted, format: named, savedId } = inputSchema.parse(input);
  const place = await findPlace(projectId, importId);
  const { campaigns } = await getProject(actor, { projectId });
  const campaign = campaigns.find((candidate) => candidate.id === campaignId);
  const source = place && (await openPlace(place));
  if (!source || !campaign) throw notFound("import");
  const [target] = await openTargets(projectId, [campaign], [importId]);
  if (!target) throw notFound("campaign");
  const detected = await detectReading(source, named ?? wanted?.format ?? "auto");
  const saved = await mappingsOf(projectId);
  const chosen = saved.find(({ id }) => id === savedId);
  if (savedId !== undefined && !chosen) throw notFound("saved reading");
  const known = chosen ?? (wanted || named ? undefined : recogniseMapping(saved, detected.columns));
  const told: Reading = known ? applyMapping(known, detected) : (wanted ?? detected.reading);
  const reading = await settleBase(source, told);
  const format = reading.format === "columns" ? byHand : formats[reading.format];
  const preview: ImportPreview = {
    reading,
    columns: detected.columns,
    metadataColumns: [],
    scale: reading.mapping?.choice === null ? detected.scale : null,
    needsMapping: detected.needsMapping && !known,
    confidence: detected.confidence,
    format: { title: format.title, about: format.about },
    choices: choicesOf(detected, reading),
    fields: Object.keys(reading.columns).length === 0 ? [] : format.fields.map(({ name, title, required }) => ({ name, title, required })),
    duplicates: 0,
    languages: [],
    lengths: null,
    saved: saved
      .map((one) => ({ id: one.id, name: one.name, fits: fitsColumns(one, detected.columns) }))
      .sort((a, b) => Number(b.fits) - Number(a.fits)),
    savedId: known?.id ?? null,
    rowsLooked: 0,
    complete: true,
    rowsFine: 0,
    people: 0,
    unaskable: 0,
    labels: 0,
    labelsUnfit: {},
    samples: [],
    refusals: [],
    refused: 0,
  };
  const unfit = new Map<string, number>();
  const byId = new Map<string, { hash: string; line: number; title: string; rows: number; labels: number; unaskable: number }>();
  const languages = new Map<string, number>();
  const lengths: number[] = [];
  const kept = new Set<string>();
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
    if (read.ok === "empty") {
      preview.people += read.people.length;
      continue;
    }
    if (!read.ok) {
      refuse(read.line, read.reason, read.excerpt);
      continue;
    }
    const labels = readLabels([target], read.row, unfit);
    if ("reason" in labels) {
      refuse(read.line, labels.reason, titleOf(read.row.prompt));
      continue;
    }
    for (const name of keptNames(read.row)) kept.add(name);
    const hash = contentHashOf(read.row);
    const id = externalIdOf(read.row, hash);
    const before = byId.get(id);
    if (before && before.hash !== hash) {
      refuse(read.line, idTaken(id), titleOf(read.row.prompt));
      continue;
    }
    if (before) preview.duplicates += 1;
    const language = statedLanguage(read.row);
    if (language !== null) languages.set(language, (languages.get(language) ?? 0) + 1);
    lengths.push(...read.row.responses.map(({ text }) => text.length));
    const unaskable = target.kind.checkItem(target.config ?? target.kind.defaultConfig, itemOf(read.row)) !== null;
    const own = { rows: 1, labels: labels.answers.length, unaskable: Number(unaskable) };
    const all = before ?? { hash, line: read.line, title: titleOf(read.row.prompt), rows: 0, labels: 0, unaskable: 0 };
    byId.set(id, { ...all, rows: all.rows + own.rows, labels: all.labels + own.labels, unaskable: all.unaskable + own.unaskable });
    if (preview.samples.length < samples) preview.samples.push(sampleOf(read.line, read.row));
  }
  // A file that was mended and comes again under its old ids is refused row by row: better said before than after.
  const there = await contentsById(projectId, [...byId.keys()]);
  for (const [id, { hash, line, title, rows, labels, unaskable }] of byId) {
    if (there.has(id) && there.get(id) !== hash) {
      for (let row = 0; row < rows; row += 1) refuse(line, idTaken(id), title);
      continue;
    }
    preview.rowsFine += rows;
    preview.labels += labels;
    preview.unaskable += unaskable;
  }
  const ordered = lengths.sort((a, b) => a - b);
  return {
    ...preview,
    metadataColumns: detected.columns.filter((column) => kept.has(column)),
    labelsUnfit: Object.fromEntries(unfit),
    languages: [...languages].sort((a, b) => b[1] - a[1]).map(([name, rows]) => ({ name, rows })),
    lengths:
      ordered.length === 0
        ? null
        : { median: ordered[Math.floor(ordered.length / 2)] ?? 0, longest: ordered.at(-1) ?? 0, bars: lengthBars(ordered) },
  };
};
