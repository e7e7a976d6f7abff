import { Section } from "@/components/shell/page-header";
import { CopyButton } from "@/components/ui/copy-button";
import type { DatasetVersionDetail } from "@/lib/exports/schema";

type Snippet = { title: string; code: string };

const snippetsOf = (version: DatasetVersionDetail): Snippet[] => {
  const main = version.files[0]?.path ?? "";
  const folder = version.manifest ? `${version.manifest.project}-v${version.number}` : "data";
  const hub = version.container === "hf";
  const builder = { parquet: "parquet", hf: "parquet", jsonl: "json", csv: "csv" }[version.container];
  const pandas = { parquet: "read_parquet", hf: "read_parquet", jsonl: "read_json", csv: "read_csv" }[version.container];
  const reader = { parquet: "read_parquet", hf: "read_parquet", jsonl: "read_json_auto", csv: "read_csv" }[version.container];
  return [
    {
      title: "datasets",
      code: hub
        ? `from datasets import load_dataset\n\nds = load_dataset("${folder}")`
        : `from datasets import load_dataset\n\nds = load_dataset("${builder}", data_files="${folder}/${main}")`,
    },
    {
      title: "pandas",
      code: `import pandas as pd\n\ndf = pd.${pandas}("${folder}/${main}"${version.container === "jsonl" ? ", lines=True" : ""})`,
    },
    { title: "DuckDB", code: `select * from ${reader}('${folder}/${main}') limit 5;` },
  ];
};

/** How to read the unpacked archive. */
export function Snippets({ version }: { version: DatasetVersionDetail }) {
  return (
    <Section title="Reading it" about="after the archive is unpacked" ruled>
      <div className="grid gap-x-8 gap-y-5 lg:grid-cols-3">
        {snippetsOf(version).map(({ title, code }) => (
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
