import { Section } from "@/components/shell/page-header";
import { CopyButton } from "@/components/ui/copy-button";
import type { ExportContainer } from "@/lib/exports/schema";
import type { DatasetVersionDetail } from "@/lib/exports/version-schema";

type Snippet = { title: string; code: string };

const builders: Record<ExportContainer, string> = { parquet: "parquet", hf: "parquet", jsonl: "json", csv: "csv" };
const pandasReaders: Record<ExportContainer, string> = { parquet: "read_parquet", hf: "read_parquet", jsonl: "read_json", csv: "read_csv" };
const duckdbReaders: Record<ExportContainer, string> = { parquet: "read_parquet", hf: "read_parquet", jsonl: "read_json", csv: "read_csv" };

const pythonList = (addresses: string[]): string =>
  addresses.length === 1 ? `"${addresses[0] ?? ""}"` : `[\n        ${addresses.map((one) => `"${one}"`).join(",\n        ")},\n    ]`;

const snippetsOf = (version: DatasetVersionDetail, origin: string): Snippet[] => {
  const { container } = version;
  const files = version.manifest?.files ?? [];
  const [main] = files;
  const address = (path: string): string => `${origin}/api/datasets/${version.id}/files/${path}`;
  const splits = [...new Set(files.flatMap(({ part, split }) => (part === main?.part ? [split ?? "train"] : [])))];
  const ofSplit = (split: string): string[] =>
    files.filter((file) => file.part === main?.part && (file.split ?? "train") === split).map(({ path }) => address(path));
  const first = ofSplit(splits[0] ?? "train")[0] ?? "";
  const dataFiles = splits.map((split) => `    "${split}": ${pythonList(ofSplit(split))},`).join("\n");
  const token = `import os\n\ntoken = os.environ["PLUMBLINE_TOKEN"]`;
  return [
    {
      title: "datasets",
      code: `${token}\nfrom datasets import load_dataset\n\nds = load_dataset("${builders[container]}", data_files={\n${dataFiles}\n}, storage_options={"headers": {"Authorization": f"Bearer {token}"}})`,
    },
    {
      title: "pandas",
      code: `${token}\nimport pandas as pd\n\ndf = pd.${pandasReaders[container]}(\n    "${first}",${container === "jsonl" ? "\n    lines=True," : ""}\n    storage_options={"Authorization": f"Bearer {token}"},\n)`,
    },
    {
      title: "DuckDB",
      code: `create secret (type http, bearer_token 'YOUR TOKEN');\n\nselect * from ${duckdbReaders[container]}(\n  '${first}'\n) limit 5;`,
    },
  ];
};

/** How to read the files where they lie. The token is a key of the reader's own with the scope to see exports. */
export function Snippets({ version, origin }: { version: DatasetVersionDetail; origin: string }) {
  return (
    <Section title="Reading it" about="by address, with an API key that has the scope exports:see; files can be read in parts" ruled>
      <div className="grid max-w-[1040px] gap-y-5">
        {snippetsOf(version, origin).map(({ title, code }) => (
          <div key={title} className="min-w-0">
            <div className="flex items-center justify-between">
              <h3 className="text-12 font-medium">{title}</h3>
              <CopyButton text={code} what={`the ${title} lines`} iconOnly size="sm" />
            </div>
            <pre tabIndex={0} aria-label={`${title} lines`} className="mono overflow-x-auto rounded-control bg-sunk p-3 text-12">
              {code}
            </pre>
          </div>
        ))}
      </div>
    </Section>
  );
}
