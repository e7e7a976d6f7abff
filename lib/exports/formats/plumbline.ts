import { z } from "zod";
import type { EntryAnswer, Format } from "@/lib/exports/formats/contract";
import { anyQuestion } from "@/lib/exports/formats/shared";
import { asMessages } from "@/lib/exports/formats/text";
import type { JsonValue, Row } from "@/lib/exports/formats/text";

const labelSchema = z.record(z.string(), z.json());

/** An answer as a label of the import schema; what is empty is left out. */
const labelOf = (answer: EntryAnswer): Row => ({
  annotator: answer.annotator,
  kind: answer.source,
  ...labelSchema.parse(answer.asked.kind.toImport(answer.unitKey, answer.response)),
  ...(answer.comment ? { comment: answer.comment } : {}),
  ...(answer.extras.length > 0 ? { extras: answer.extras.map(({ name, response, text }) => ({ name, response, text })) } : {}),
});

/** Media are written in words that an import reads; none are left out. */
const media = (value: JsonValue): Row => (value === null ? {} : { media: value });

/** What this product imports: items with their responses, models, media and every label that stands. */
export const plumbline: Format = {
  reads: "items",
  namesMedia: true,
  refuse: anyQuestion,
  columns: () => [
    { name: "id", kind: "text" },
    { name: "prompt", kind: "text-or-json" },
    { name: "media", kind: "json" },
    { name: "responses", kind: "json" },
    { name: "labels", kind: "json" },
    { name: "source", kind: "text" },
    { name: "license", kind: "text" },
    { name: "meta", kind: "json" },
  ],
  write: (entry) => [
    {
      unitKey: "",
      part: "",
      rows: [
        {
          id: entry.item,
          prompt: typeof entry.prompt === "string" ? entry.prompt : asMessages(entry.prompt),
          ...media(entry.media),
          responses: entry.candidates.map((candidate) => ({
            text: candidate.text,
            ...(candidate.model === null ? {} : { model: candidate.model }),
            ...(candidate.id === null ? {} : { id: candidate.id }),
            ...media(candidate.media),
          })),
          // A second answer of the same person would be read as a correction of the first.
          labels: entry.answers.filter(({ repeat }) => !repeat).map(labelOf),
          ...(entry.source === null ? {} : { source: entry.source }),
          ...(entry.license === null ? {} : { license: entry.license }),
          meta: entry.meta,
        },
      ],
    },
  ],
};
