import { z } from "zod";
import { isBlank, isRecord, jsonCell, listCell, metaOf, optionalText, textSchema, withContext } from "@/lib/imports/formats/cells";
import type { FormatResult, ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns, shareOf } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";
import { gradedSide } from "@/lib/imports/formats/read-words";

const candidateSchema = z.looseObject({ text: z.string(), model: textSchema, scores: z.looseObject({}).nullish() });
const fieldsSchema = z.object({
  id: optionalText,
  instruction: z.preprocess((value) => value ?? "", z.string()),
  input: z.unknown().optional(),
  output: optionalText,
  candidates: listCell(candidateSchema),
  cmp_results: z.preprocess((value) => jsonCell(isBlank(value) ? {} : value), z.record(z.string(), z.string())),
});

const fields = [
  { name: "instruction", title: "Instruction", required: true },
  { name: "candidates", title: "Candidates", required: true },
  { name: "cmp_results", title: "Comparisons", required: false },
  { name: "input", title: "Input", required: false },
  { name: "output", title: "Reference", required: false },
  { name: "id", title: "Id", required: false },
];

/** Words of its judge beside those that stand for a side anyhow. */
const ties: Record<string, "tie" | "both-bad"> = { "same good": "tie", "same bad": "both-bad" };

const areCandidates = (cell: unknown): boolean => {
  const list = jsonCell(cell);
  return (
    Array.isArray(list) &&
    list.length > 0 &&
    list.every((entry) => isRecord(entry) && "text" in entry && "model" in entry && "scores" in entry)
  );
};

/** MixInstruct (LLM-Blender): what eleven models answered, with the verdicts of a language model on pairs of them, by their names. */
export const mixInstruct: ImportFormat = {
  title: "MixInstruct",
  about: "An instruction with the answers of several models, and which of two a language model found better.",
  fields,
  annotator: { name: "chatgpt", kind: "lm" },
  recognise: (sample) =>
    byColumns(sample, fields, ({ candidates }) => (shareOf(sample, (record) => areCandidates(record[candidates ?? ""])) > 0.5 ? 0.97 : 0)),
  read: ([record], { annotator }): FormatResult => {
    if (!record) return { rows: [] };
    const parsed = readFields(fieldsSchema, record.fields);
    if (!parsed.ok) return parsed;
    const { id, instruction, input, output, candidates, cmp_results: verdicts } = parsed.data;
    const models = candidates.map(({ model }) => model);
    const labels = [];
    for (const [names, said] of Object.entries(verdicts)) {
      const pair = names.split(",").map((name) => models.indexOf(name.trim()));
      const [first = -1, second = -1] = pair;
      if (pair.length !== 2 || first < 0 || second < 0)
        return { reason: `cmp_results: “${names.slice(0, 80)}” are no two of the candidates` };
      const choice = ties[said.trim().toLowerCase()] ?? gradedSide(said)?.choice;
      if (choice === undefined) return { reason: `cmp_results: “${said.slice(0, 60)}” says no side` };
      labels.push({
        annotator: annotator.name,
        kind: annotator.kind,
        pair: [first, second],
        choice: typeof choice === "number" ? (pair[choice] ?? first) : choice,
      });
    }
    const asked = instruction.trim() === "" && typeof input === "string" ? input : withContext(instruction, input);
    return {
      rows: [
        {
          ...(id === undefined ? {} : { id }),
          prompt: asked,
          responses: candidates.map(({ text, model }) => ({ text, model })),
          labels,
          meta: metaOf({ reference: output, scores: candidates.map(({ scores }) => scores ?? null) }, record.rest),
        },
      ],
    };
  },
};
