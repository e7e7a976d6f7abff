import type { RowShape } from "@/lib/exports/preference-rows";
import type { ExportFormat } from "@/lib/exports/schema";

/** A column in the two languages that describe it: DuckDB's type for Parquet, a feature for the card. */
export type ColumnKind = "text" | "messages" | "responses" | "integers" | "integer" | "number" | "flag";
export type Column = { name: string; kind: ColumnKind };

export const duckdbTypes: Record<ColumnKind, string> = {
  text: "VARCHAR",
  messages: "STRUCT(role VARCHAR, content VARCHAR)[]",
  responses: 'STRUCT("text" VARCHAR, model VARCHAR)[]',
  integers: "BIGINT[]",
  integer: "BIGINT",
  number: "DOUBLE",
  flag: "BOOLEAN",
};

const struct = (...names: string[]): { name: string; dtype: string }[] => names.map((name) => ({ name, dtype: "string" }));

/** `dataset_info.features` of a card. */
export const feature = ({ name, kind }: Column): Record<string, unknown> => {
  switch (kind) {
    case "text":
      return { name, dtype: "string" };
    case "messages":
      return { name, list: struct("role", "content") };
    case "responses":
      return { name, list: struct("text", "model") };
    case "integers":
      return { name, sequence: "int64" };
    case "integer":
      return { name, dtype: "int64" };
    case "number":
      return { name, dtype: "float64" };
    case "flag":
      return { name, dtype: "bool" };
  }
};

const prompt = (shape: RowShape): ColumnKind => (shape === "conversational" ? "messages" : "text");

export const preferenceColumns = (format: ExportFormat, shape: RowShape, withMargin: boolean): Column[] => [
  ...(format === "trl-preference" ? [{ name: "prompt", kind: prompt(shape) }] : []),
  { name: "chosen", kind: prompt(shape) },
  { name: "rejected", kind: prompt(shape) },
  ...(withMargin ? [{ name: "margin", kind: "number" as const }] : []),
];

/** Which task gave which row, and why the others gave none: the ids that the preference files must not carry. */
export const consensusColumns: Column[] = [
  { name: "item", kind: "text" },
  { name: "unit", kind: "text" },
  { name: "split", kind: "text" },
  { name: "row", kind: "integer" },
  { name: "excluded", kind: "text" },
  { name: "choice", kind: "text" },
  { name: "p_choice", kind: "number" },
  { name: "posterior", kind: "text" },
  { name: "labels", kind: "integer" },
  { name: "strength", kind: "number" },
  { name: "chosen_model", kind: "text" },
  { name: "rejected_model", kind: "text" },
];

export const annotationColumns: Column[] = [
  { name: "item", kind: "text" },
  { name: "unit", kind: "text" },
  { name: "annotator", kind: "text" },
  { name: "source", kind: "text" },
  { name: "response", kind: "text" },
  { name: "shown_order", kind: "integers" },
  { name: "comment", kind: "text" },
  { name: "flagged", kind: "flag" },
  { name: "active_seconds", kind: "number" },
  { name: "guide_version", kind: "integer" },
  { name: "question_version", kind: "integer" },
  { name: "extras", kind: "text" },
  { name: "repeat", kind: "flag" },
  { name: "left_out", kind: "flag" },
  { name: "created_at", kind: "text" },
];

/** What every row of a kind's own answer table begins with. */
export const answerTableKey: Column[] = [
  { name: "item", kind: "text" },
  { name: "unit", kind: "text" },
  { name: "annotator", kind: "text" },
  { name: "source", kind: "text" },
];

export const itemColumns = (shape: RowShape): Column[] => [
  { name: "item", kind: "text" },
  { name: "prompt", kind: prompt(shape) },
  { name: "responses", kind: "responses" },
  /** JSON of the prompt's and of each response's media; null where the item shows none */
  { name: "media", kind: "text" },
  { name: "split", kind: "text" },
  { name: "source", kind: "text" },
  { name: "license", kind: "text" },
  { name: "meta", kind: "text" },
];
