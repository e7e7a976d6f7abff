import { ListTable } from "@/components/tables/list-table";
import { CopyButton } from "@/components/ui/copy-button";
import { formatFigure } from "@/components/ui/figure-format";
import { formatBytes } from "@/components/ui/format-bytes";
import type { DatasetFileView } from "@/lib/exports/version-schema";

/** Files with their checksums; the path is the link. */
export function FilesTable({ versionId, files }: { versionId: string; files: DatasetFileView[] }) {
  return (
    <ListTable
      label="Files"
      rows={files}
      rowKey={({ path }) => path}
      columns={[
        {
          head: "File",
          className: "max-md:max-w-[52vw] max-md:whitespace-normal",
          cell: ({ path }) => (
            <a
              href={`/api/datasets/${versionId}/files/${path}`}
              download
              className="mono break-all underline decoration-rule-3 underline-offset-3 hover:decoration-ink"
            >
              {path}
            </a>
          ),
        },
        { head: "Rows", numeric: true, cell: ({ rows }) => (rows > 0 ? formatFigure(rows, "count") : "–") },
        { head: "Size", numeric: true, cell: ({ byteSize }) => formatBytes(byteSize) },
        { head: "SHA-256", cut: true, from: "md", className: "mono text-ink-2", cell: ({ sha256 }) => sha256 },
        {
          head: null,
          from: "md",
          cell: ({ sha256, path }) => <CopyButton text={sha256} what={`the checksum of ${path}`} iconOnly size="sm" />,
        },
      ]}
    />
  );
}
