import { z } from "zod";
import { isBlank, isRecord, jsonCell, metaOf, optionalText } from "@/lib/imports/formats/cells";
import type { FormatResult, ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns, shareOf } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";
import { annotationsSchema, labelsOf, overallOf, saidOf } from "@/lib/imports/formats/labelbox/read-annotations";
import { readConversation } from "@/lib/imports/formats/labelbox/read-conversation";

const labelSchema = z.looseObject({
  label_details: z.looseObject({ created_by: z.string().nullish() }).nullish(),
  performance_details: z.looseObject({ seconds_to_create: z.number().nullish(), skipped: z.boolean().nullish() }).nullish(),
  annotations: annotationsSchema.nullish(),
});
const projectSchema = z.looseObject({ labels: z.array(labelSchema).nullish() });
const metadataSchema = z.array(z.looseObject({ schema_name: z.string(), value: z.unknown() })).catch([]);

const fieldsSchema = z.object({
  data_row: z.preprocess(
    jsonCell,
    z.looseObject({ id: optionalText, global_key: optionalText, external_id: optionalText, row_data: z.unknown().optional() }),
  ),
  projects: z.preprocess((value) => jsonCell(isBlank(value) ? {} : value), z.record(z.string(), projectSchema)),
  metadata_fields: z.preprocess(jsonCell, metadataSchema),
});

const fields = [
  { name: "data_row", title: "Data row", required: true },
  { name: "projects", title: "Projects with their labels", required: true },
  { name: "metadata_fields", title: "Metadata", required: false },
];

/** Labelbox's exports of projects that compare outputs of models: its editor of human preferences, and its multimodal chats. */
export const labelbox: ImportFormat = {
  title: "Labelbox",
  about: "A data row with its conversation, and each project's labels of the outputs in it.",
  fields,
  annotator: { name: "labelbox", kind: "human" },
  recognise: (sample) =>
    byColumns(sample, fields, () => (shareOf(sample, ({ data_row: row }) => isRecord(jsonCell(row))) > 0.5 ? 0.97 : 0.2)),
  read: ([record], { annotator: nobody }): FormatResult => {
    if (!record) return { rows: [] };
    const parsed = readFields(fieldsSchema, record.fields);
    if (!parsed.ok) return parsed;
    const { data_row: row, projects, metadata_fields: metadata } = parsed.data;
    const exchanges = readConversation(jsonCell(row.row_data));
    if ("reason" in exchanges) return exchanges;
    const answered = Object.values(projects)
      .flatMap(({ labels }) => labels ?? [])
      .filter(({ performance_details: performance }) => performance?.skipped !== true)
      .map(({ label_details: details, performance_details: performance, annotations }) => {
        const seconds = performance?.seconds_to_create;
        return {
          who: { annotator: details?.created_by ?? nobody.name, kind: nobody.kind },
          seconds: typeof seconds === "number" ? { lead_time: seconds } : {},
          said: annotations ? saidOf(annotations, exchanges) : [],
        };
      });
    const compared = new Set(answered.flatMap(({ said }) => said.flatMap(({ compares, question }) => (compares ? [question] : []))));
    const overall = overallOf([...compared]);
    const id = row.global_key ?? row.id;
    const meta = metaOf(
      { external_id: row.external_id, dataset_name: row.dataset_name },
      Object.fromEntries(
        metadata.map(({ schema_name: name, value }) => [name, Array.isArray(value) && value.length === 1 ? value[0] : value]),
      ),
    );
    const rows = exchanges.flatMap(({ asked, prompt, outputs }, about) => {
      const labels = answered.flatMap(({ who, seconds, said }) =>
        labelsOf(
          said.filter((one) => one.about === about),
          who,
          outputs,
          overall,
        ).map((label) => ("choice" in label ? { ...label, ...seconds } : label)),
      );
      // Of a long chat, what one model alone answered and nobody judged is what the next question follows.
      if (exchanges.length > 1 && outputs.length === 1 && labels.length === 0) return [];
      return [
        {
          ...(id === undefined ? {} : { id: about === 0 || asked === null ? id : `${id}/${asked}` }),
          prompt,
          responses: outputs.map(({ text, model, id: name }) => ({ text, id: name, ...(model === undefined ? {} : { model }) })),
          labels,
          meta,
        },
      ];
    });
    return { rows };
  },
};
