import { z } from "zod";
import { isRecord, jsonCell, listCell, metaOf, numberCell, optionalText, textSchema } from "@/lib/imports/formats/cells";
import type { FormatResult, ImportFormat } from "@/lib/imports/formats/contract";
import { matchSome, shareOf } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";
import { readMeans } from "@/lib/imports/formats/summeval/read-means";

const ratingsCell = z.preprocess((value) => value ?? [], listCell(z.record(z.string(), numberCell.nullable())));
const fieldsSchema = z.object({
  id: optionalText,
  model: optionalText,
  article: z.preprocess((value) => value ?? "", textSchema),
  summary: textSchema,
  experts: ratingsCell,
  turkers: ratingsCell,
});

const fields = [
  { name: "summary", title: "Summary", required: false, aliases: ["decoded"] },
  { name: "article", title: "Article", required: false, aliases: ["text"] },
  { name: "experts", title: "Experts' ratings", required: false, aliases: ["expert_annotations"] },
  { name: "turkers", title: "Crowd workers' ratings", required: false, aliases: ["turker_annotations"] },
  { name: "model", title: "Model", required: false, aliases: ["model_id"] },
  { name: "id", title: "Id of the article", required: false },
  { name: "summaries", title: "Summaries of all systems", required: false, aliases: ["machine_summaries"] },
  ...["relevance", "coherence", "fluency", "consistency"].map((name) => ({ name, title: `Mean ${name} of each`, required: false })),
];

const isRatings = (cell: unknown): boolean => {
  const list = jsonCell(cell);
  return Array.isArray(list) && list.length > 0 && list.every((entry) => isRecord(entry) && "coherence" in entry);
};

/** SummEval (Fabbri et al. 2021): summaries that three experts and five crowd workers rated, none of whom the file names. */
export const summEval: ImportFormat = {
  title: "SummEval",
  about: "A summary with the ratings of experts and crowd workers; the summaries of one article that follow each other become one item.",
  fields,
  annotator: null,
  recognise: (sample) => {
    const columns = matchSome(sample, fields);
    const { summary, experts, turkers, summaries, coherence } = columns;
    const isOwn = (record: Record<string, unknown>): boolean =>
      Boolean(summary) && (isRatings(record[experts ?? ""]) || isRatings(record[turkers ?? ""]));
    const isList = (record: Record<string, unknown>): boolean =>
      Array.isArray(jsonCell(record[summaries ?? ""])) && Array.isArray(jsonCell(record[coherence ?? ""]));
    return shareOf(sample, (record) => isOwn(record) || isList(record)) > 0.5 ? { confidence: 0.97, columns } : null;
  },
  groupKey: ({ fields: { id, article, summaries } }) =>
    id === undefined || id === null || summaries !== undefined ? null : JSON.stringify([id, article ?? null]),
  read: (records): FormatResult => {
    if (records[0] && records[0].fields.summaries !== undefined) return readMeans(records[0]);
    const responses = [];
    const labels = [];
    let first: z.infer<typeof fieldsSchema> | null = null;
    for (const [response, record] of records.entries()) {
      const parsed = readFields(fieldsSchema, record.fields);
      if (!parsed.ok) return parsed;
      const { data } = parsed;
      first ??= data;
      responses.push({ text: data.summary, ...(data.model === undefined ? {} : { model: data.model }) });
      for (const [who, all] of Object.entries({ expert: data.experts, turker: data.turkers })) {
        for (const [i, given] of all.entries()) {
          const ratings = Object.fromEntries(Object.entries(given).filter(([, rating]) => rating !== null));
          if (Object.keys(ratings).length > 0) labels.push({ annotator: `summeval, ${who} ${i + 1}`, kind: "human", response, ratings });
        }
      }
    }
    if (!first) return { rows: [] };
    const id = first.id === undefined ? {} : { id: first.id };
    return { rows: [{ ...id, prompt: first.article, responses, labels, meta: metaOf(records[0]?.rest ?? {}) }] };
  },
};
