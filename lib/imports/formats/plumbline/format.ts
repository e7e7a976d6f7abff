import { isRecord, jsonCell } from "@/lib/imports/formats/cells";
import type { ImportFormat } from "@/lib/imports/formats/contract";
import { shareOf } from "@/lib/imports/formats/match-columns";

const json = ["responses", "labels", "meta", "media"];

const holdsTexts = (value: unknown): boolean => {
  const list = jsonCell(value);
  return Array.isArray(list) && list.length > 0 && list.every((entry) => isRecord(entry) && ("text" in entry || "media" in entry));
};

/** Our own schema: what a row is called and holds is said by the import schema itself. */
export const plumbline: ImportFormat = {
  title: "Plumbline",
  about: "An item with its prompt, its responses and the labels that they got.",
  fields: [
    { name: "prompt", title: "Prompt", required: true },
    { name: "responses", title: "Responses", required: true },
    { name: "labels", title: "Labels", required: false },
    { name: "id", title: "Id", required: false },
    { name: "meta", title: "Metadata", required: false },
  ],
  annotator: null,
  // One row of ours settles it; broken rows among them are named when the file is read.
  recognise: (sample) => {
    const share = shareOf(sample, (record) => holdsTexts(record.responses));
    if (share > 0) return { confidence: 0.99, columns: {} };
    return sample.columns.has("responses") && sample.columns.has("prompt") && !sample.columns.has("fields")
      ? { confidence: 0.7, columns: {} }
      : null;
  },
  read: ([record]) => {
    if (!record) return { rows: [] };
    const row = { ...record.fields, ...record.rest };
    if (Array.isArray(row.responses) || typeof row.responses !== "string") return { rows: [row] };
    const cells = Object.entries(row).filter(([, value]) => value !== "");
    const prompt = jsonCell(row.prompt);
    return {
      rows: [
        {
          ...Object.fromEntries(cells.map(([key, value]) => [key, json.includes(key) ? jsonCell(value) : value])),
          prompt: Array.isArray(prompt) ? prompt : row.prompt,
        },
      ],
    };
  },
};
