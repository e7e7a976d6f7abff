import type { ExportContainer } from "@/lib/exports/schema";
import type { RowShape } from "@/lib/exports/formats/text";
import { promptKind } from "@/lib/exports/formats/text";

/** A column in the two languages that describe it: DuckDB's type for Parquet, a feature for the card. */
export type ColumnKind =
  | "text"
  | "messages"
  | "conversation"
  | "responses"
  | "texts"
  | "integers"
  | "numbers"
  | "flags"
  | "weights"
  | "integer"
  | "number"
  | "flag"
  | "json"
  | "text-or-json";
/** An optional column stands only where every row has a value for it. */
export type Column = { name: string; kind: ColumnKind; optional?: true };

export const duckdbTypes: Record<ColumnKind, string> = {
  text: "VARCHAR",
  messages: "STRUCT(role VARCHAR, content VARCHAR)[]",
  conversation: "STRUCT(messages STRUCT(role VARCHAR, content VARCHAR)[])",
  responses: 'STRUCT("text" VARCHAR, model VARCHAR)[]',
  texts: "VARCHAR[]",
  integers: "BIGINT[]",
  numbers: "DOUBLE[]",
  flags: "BOOLEAN[]",
  weights: 'STRUCT("start" BIGINT, "end" BIGINT, weight DOUBLE)[]',
  integer: "BIGINT",
  number: "DOUBLE",
  flag: "BOOLEAN",
  // What has no fixed shape is the text of its JSON.
  json: "JSON",
  // The same where some values are texts: those stand as they are, as a reader of texts expects them.
  "text-or-json": "JSON",
};

const struct = (...fields: [string, string][]): { name: string; dtype: string }[] => fields.map(([name, dtype]) => ({ name, dtype }));

const inOneCell = new Set<ColumnKind>(["text", "integer", "number", "flag"]);

/**
 * `dataset_info.features` of a card, as `datasets` finds the columns in files of a container; undefined where it must find out by
 * itself. In CSV a list is the JSON in its cell. In lines what has no fixed shape stands as it is: no feature fits all of it.
 */
export const featuresOf = (columns: Column[], container: ExportContainer): Record<string, unknown>[] | undefined => {
  if (container === "csv")
    return columns.map((column) => feature(inOneCell.has(column.kind) ? column : { name: column.name, kind: "text" }));
  const shapeless = columns.some(({ kind }) => kind === "json" || kind === "text-or-json");
  return container === "jsonl" && shapeless ? undefined : columns.map(feature);
};

/**
 * Settings of a card's configuration by which `datasets` reads CSV. Left to itself it takes a reply that says “None”, “NA” or nothing for
 * a missing one. A text is what stands in its cell; of the rest an empty cell is missing.
 */
export const readingOf = (columns: Column[], container: ExportContainer): Record<string, unknown> => {
  if (container !== "csv") return {};
  const others = columns.filter(({ kind }) => kind !== "text");
  return {
    keep_default_na: false,
    ...(others.length > 0 ? { na_values: Object.fromEntries(others.map(({ name }) => [name, [""]])) } : {}),
  };
};

const feature = ({ name, kind }: Column): Record<string, unknown> => {
  switch (kind) {
    case "text":
    case "json":
    case "text-or-json":
      return { name, dtype: "string" };
    case "messages":
      return { name, list: struct(["role", "string"], ["content", "string"]) };
    case "conversation":
      return { name, struct: [{ name: "messages", list: struct(["role", "string"], ["content", "string"]) }] };
    case "responses":
      return { name, list: struct(["text", "string"], ["model", "string"]) };
    case "weights":
      return { name, list: struct(["start", "int64"], ["end", "int64"], ["weight", "float64"]) };
    case "texts":
      return { name, sequence: "string" };
    case "integers":
      return { name, sequence: "int64" };
    case "numbers":
      return { name, sequence: "float64" };
    case "flags":
      return { name, sequence: "bool" };
    case "integer":
      return { name, dtype: "int64" };
    case "number":
      return { name, dtype: "float64" };
    case "flag":
      return { name, dtype: "bool" };
  }
};

/** Which task gave which row, and why the others gave none: the ids that training files must not carry. */
export const consensusColumns: Column[] = [
  { name: "campaign", kind: "text" },
  { name: "item", kind: "text" },
  { name: "unit", kind: "text" },
  { name: "part", kind: "text" },
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
  { name: "campaign", kind: "text" },
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
  { name: "campaign", kind: "text" },
  { name: "item", kind: "text" },
  { name: "unit", kind: "text" },
  { name: "annotator", kind: "text" },
  { name: "source", kind: "text" },
];

export const itemColumns = (shape: RowShape): Column[] => [
  { name: "item", kind: "text" },
  { name: "prompt", kind: promptKind(shape) },
  { name: "responses", kind: "responses" },
  /** JSON of the prompt's and of each response's media; null where the item shows none */
  { name: "media", kind: "text" },
  { name: "split", kind: "text" },
  { name: "source", kind: "text" },
  { name: "license", kind: "text" },
  { name: "meta", kind: "text" },
];
