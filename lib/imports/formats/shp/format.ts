import { z } from "zod";
import { metaOf, numberCell, optionalText, textSchema } from "@/lib/imports/formats/cells";
import type { ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns } from "@/lib/imports/formats/match-columns";
import { responseOf } from "@/lib/imports/formats/pair-row";
import { readFields } from "@/lib/imports/formats/read-fields";

const labelCell = numberCell.pipe(z.union([z.literal(0), z.literal(1)], { error: "is neither 1 (A is preferred) nor 0 (B is)" }));
const fieldsSchema = z.object({
  history: textSchema,
  human_ref_A: textSchema,
  human_ref_B: textSchema,
  labels: labelCell,
  post_id: optionalText,
  c_root_id_A: optionalText,
  c_root_id_B: optionalText,
});

const fields = [
  { name: "history", title: "Post", required: true },
  { name: "human_ref_A", title: "Comment A", required: true },
  { name: "human_ref_B", title: "Comment B", required: true },
  { name: "labels", title: "Preference: 1 A, 0 B", required: true },
  { name: "post_id", title: "Id of the post", required: false },
  { name: "c_root_id_A", title: "Id of comment A", required: false },
  { name: "c_root_id_B", title: "Id of comment B", required: false },
];

/** Stanford Human Preferences, 1 and 2: which of two comments under a post readers gave more votes. */
export const shp: ImportFormat = {
  title: "Stanford Human Preferences",
  about: "A post with two comments, and which of them its readers preferred together.",
  fields,
  annotator: { name: "readers", kind: "human" },
  recognise: (sample) => byColumns(sample, fields, () => 0.97),
  read: ([record], { annotator }) => {
    if (!record) return { rows: [] };
    const parsed = readFields(fieldsSchema, record.fields);
    if (!parsed.ok) return parsed;
    const { history, human_ref_A: a, human_ref_B: b, labels, post_id: post, c_root_id_A: idA, c_root_id_B: idB } = parsed.data;
    // A post has many pairs: it takes its comments to name one.
    const id = post !== undefined && idA !== undefined && idB !== undefined ? { id: `${post}-${idA}-${idB}` } : {};
    return {
      rows: [
        {
          ...id,
          prompt: history,
          responses: [responseOf({ text: a, id: idA }), responseOf({ text: b, id: idB })],
          labels: [{ annotator: annotator.name, kind: annotator.kind, choice: labels === 1 ? 0 : 1 }],
          meta: metaOf(record.rest, post === undefined ? {} : { post_id: post }),
        },
      ],
    };
  },
};
