import type { ExportContainer } from "@/lib/exports/schema";
import type { DatasetVersionDetail } from "@/lib/exports/version-schema";

export type Snippet = { title: string; code: string };

const builders: Record<ExportContainer, string> = { parquet: "parquet", hf: "parquet", jsonl: "json", csv: "csv" };
const readers: Record<ExportContainer, string> = { parquet: "read_parquet", hf: "read_parquet", jsonl: "read_json", csv: "read_csv" };

const token = `import os\n\ntoken = os.environ["PLUMBLINE_TOKEN"]`;
const inLines = (addresses: string[], quote: string, indent: string): string =>
  addresses.map((one) => `${indent}${quote}${one}${quote},\n`).join("");

/**
 * Each cell of CSV as its text. Left to itself pandas, by which `datasets` reads CSV too, makes 7 of a reply that says “007”, and takes one
 * that says “None” or “NA” for a missing one.
 */
const pandasCells = (container: ExportContainer): string => (container === "csv" ? "dtype=str, keep_default_na=False, " : "");
const datasetsCells = (container: ExportContainer, columns: string[]): string =>
  container === "csv" ? `converters={name: str for name in ${JSON.stringify(columns)}}, ` : "";
const duckdbCells = (container: ExportContainer): string => (container === "csv" ? ", all_varchar = true" : "");

/** Left to itself pandas makes numbers of a column whose texts are all numbers, such as ids or short answers, and dates of one called `made_at`. */
const asWritten = "lines=True, dtype=False, convert_dates=False, ";

/** The files of one split as an argument in Python: an address, or a list of them. */
const pythonFiles = (addresses: string[]): string =>
  addresses.length === 1 ? `"${addresses[0] ?? ""}"` : `[\n${inLines(addresses, '"', "        ")}    ]`;

const pandasOf = (container: ExportContainer, addresses: string[]): string => {
  const settings = `${container === "jsonl" ? asWritten : ""}${pandasCells(container)}storage_options={"Authorization": f"Bearer {token}"}`;
  const read = (address: string): string => `pd.${readers[container]}(${address}, ${settings})`;
  const [only = ""] = addresses;
  return addresses.length === 1
    ? `df = pd.${readers[container]}(\n    "${only}",\n    ${settings},\n)`
    : `df = pd.concat(\n    ${read("address")}\n    for address in [\n${inLines(addresses, '"', "        ")}    ]\n)`;
};

/**
 * Lines that read a version's main part where it lies: `datasets` all its splits, pandas and DuckDB all files of the first. Files
 * without a row are left out, since `datasets` breaks off at one.
 */
export const readSnippets = (
  { id, container, manifest }: Pick<DatasetVersionDetail, "id" | "container" | "manifest">,
  origin: string,
): Snippet[] => {
  const files = manifest?.files ?? [];
  const [main] = files;
  const splits = new Map<string, string[]>();
  for (const { part, split, path, rows } of files) {
    if (part !== main?.part || rows === 0) continue;
    const name = split ?? "train";
    splits.set(name, [...(splits.get(name) ?? []), `${origin}/api/datasets/${id}/files/${path}`]);
  }
  const [first] = splits.values();
  if (!first) return [];
  const dataFiles = [...splits].map(([name, addresses]) => `    "${name}": ${pythonFiles(addresses)},`).join("\n");
  const table = first.length === 1 ? `\n  '${first[0] ?? ""}'\n` : `[\n${inLines(first, "'", "  ")}]`;
  return [
    {
      title: "datasets",
      code: `${token}\nfrom datasets import load_dataset\n\nds = load_dataset("${builders[container]}", data_files={\n${dataFiles}\n}, ${datasetsCells(container, main?.columns ?? [])}storage_options={"headers": {"Authorization": f"Bearer {token}"}})`,
    },
    { title: "pandas", code: `${token}\nimport pandas as pd\n\n${pandasOf(container, first)}` },
    {
      title: "DuckDB",
      code: `create secret (type http, bearer_token 'YOUR TOKEN');\n\nselect * from ${readers[container]}(${table}${duckdbCells(container)}) limit 5;`,
    },
  ];
};
