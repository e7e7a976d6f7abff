import { CopyButton } from "@/components/ui/copy-button";
import { formatFigure } from "@/components/ui/figure-format";
import { formatBytes } from "@/components/ui/format-bytes";
import { Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { DatasetFileView } from "@/lib/exports/version-schema";

/** Files with their checksums; the path is the link. */
export function FilesTable({ versionId, files }: { versionId: string; files: DatasetFileView[] }) {
  return (
    <Table aria-label="Files">
      <thead>
        <tr>
          <HeaderCell>File</HeaderCell>
          <HeaderCell numeric>Rows</HeaderCell>
          <HeaderCell numeric>Size</HeaderCell>
          <HeaderCell className="max-md:hidden">SHA-256</HeaderCell>
          <HeaderCell className="max-md:hidden">
            <span className="sr-only">Copy</span>
          </HeaderCell>
        </tr>
      </thead>
      <tbody>
        {files.map((file) => (
          <Row key={file.path}>
            <Cell className="max-md:max-w-[52vw] max-md:whitespace-normal">
              <a
                href={`/api/datasets/${versionId}/files/${file.path}`}
                download
                className="mono break-all underline decoration-rule-3 underline-offset-3 hover:decoration-ink"
              >
                {file.path}
              </a>
            </Cell>
            <Cell numeric>{file.rows > 0 ? formatFigure(file.rows, "count") : "–"}</Cell>
            <Cell numeric>{formatBytes(file.byteSize)}</Cell>
            <CutCell className="mono text-ink-2 max-md:hidden">{file.sha256}</CutCell>
            <Cell className="max-md:hidden">
              <CopyButton text={file.sha256} what={`the checksum of ${file.path}`} iconOnly size="sm" />
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
