import { z } from "zod";
import { isBlank, isRecord, jsonCell, metaOf, optionalText } from "@/lib/imports/formats/cells";
import type { ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns, shareOf } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";
import { ownTraces } from "@/lib/imports/formats/prodigy/format";
import { namesModel } from "@/lib/imports/model-names";

const buttonSchema = z.enum(["accept", "reject"]);
const mappingCell = z.preprocess(
  jsonCell,
  z.object({ A: buttonSchema, B: buttonSchema }).refine(({ A, B }) => A !== B, "gives both sides one button"),
);

const fieldsSchema = z.object({
  id: optionalText,
  mapping: mappingCell,
  answer: z.preprocess((value) => (isBlank(value) ? "ignore" : value), z.enum(["accept", "reject", "ignore"])),
  accept: z.unknown().optional(),
  reject: z.unknown().optional(),
  A: z.unknown().optional(),
  B: z.unknown().optional(),
  input: z.unknown().optional(),
  text: z.unknown().optional(),
  annotator: optionalText,
  session: optionalText,
});

const fields = [
  { name: "mapping", title: "Which button stood for A and B", required: true },
  { name: "answer", title: "Which button was pressed", required: true },
  { name: "accept", title: "What stood behind accept, or the chosen side", required: false },
  { name: "reject", title: "What stood behind reject", required: false },
  { name: "A", title: "First output", required: false },
  { name: "B", title: "Second output", required: false },
  { name: "input", title: "Input", required: false },
  { name: "text", title: "Input as a text", required: false },
  { name: "annotator", title: "Annotator", required: false, aliases: ["_annotator_id"] },
  { name: "session", title: "Session", required: false, aliases: ["_session_id"] },
  { name: "id", title: "Id", required: false },
];

const textOf = (cell: unknown): string | null => {
  const value = jsonCell(cell);
  if (typeof value === "string") return value;
  const text = isRecord(value) ? (value.text ?? value.output) : undefined;
  return typeof text === "string" ? text : null;
};

/** Beside what differs between two people's records of one pair, what the buttons were: they change sides from one to the other. */
const leftOut = new Set([...ownTraces, "options", "_input_hash"]);

/** Prodigy's comparison of two outputs: which of them stood behind which button was drawn anew each time, and is told beside. */
export const prodigyCompare: ImportFormat = {
  title: "Prodigy comparisons",
  about: "Two outputs for an input, with the buttons that they stood behind and the one that was pressed.",
  fields,
  annotator: { name: "prodigy", kind: "human" },
  recognise: (sample) =>
    byColumns(sample, fields, () => (shareOf(sample, ({ mapping }) => mappingCell.safeParse(mapping).success) > 0.5 ? 0.98 : 0)),
  read: ([record], { annotator: nobody }) => {
    if (!record) return { rows: [] };
    const parsed = readFields(fieldsSchema, record.fields);
    if (!parsed.ok) return parsed;
    const { id, mapping, answer, accept, reject, input, text, annotator, session, ...own } = parsed.data;
    const behind = { accept, reject };
    // With the choice interface, accept lists the sides that were chosen, and there is no reject.
    const asChoice = isBlank(reject);
    const sides = (["A", "B"] as const).map((side) => textOf(asChoice ? own[side] : behind[mapping[side]]));
    const prompt = textOf(isBlank(input) ? text : input);
    if (prompt === null) return { reason: "input: holds no text" };
    const empty = sides.indexOf(null);
    if (empty >= 0) return { reason: `${empty === 0 ? "A" : "B"}: holds no text` };
    const chosen = jsonCell(accept);
    const picked: unknown = Array.isArray(chosen) && chosen.length === 1 ? chosen[0] : null;
    const side = asChoice ? (answer === "accept" ? picked : null) : answer === "ignore" ? null : mapping.A === answer ? "A" : "B";
    const name = annotator ?? session ?? nobody.name;
    const label = { annotator: name, kind: namesModel(name) ? "lm" : nobody.kind, choice: side === "A" ? 0 : 1 };
    const rest = Object.fromEntries(Object.entries(record.rest).filter(([key]) => !leftOut.has(key)));
    return {
      rows: [
        {
          ...(id === undefined ? {} : { id }),
          prompt,
          responses: sides.map((output) => ({ text: output ?? "" })),
          labels: side === "A" || side === "B" ? [label] : [],
          meta: metaOf(rest),
        },
      ],
    };
  },
};
