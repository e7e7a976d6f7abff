import { ImportState } from "@/app/(workspace)/projects/[slug]/imports/_components/import-state";
import { ListTable } from "@/components/tables/list-table";
import { AppLink } from "@/components/ui/app-link";
import { formatBytes } from "@/components/ui/format-bytes";
import { formatFigure } from "@/components/ui/figure-format";
import { formatMinute } from "@/components/ui/format-minute";
import type { ImportView } from "@/lib/imports/schema";

const count = (value: number): string => formatFigure(value, "count");

export function ImportsTable({ slug, imports }: { slug: string; imports: ImportView[] }) {
  return (
    <ListTable
      walk
      label="Files"
      rows={imports}
      rowKey={({ id }) => id}
      columns={[
        {
          head: "File",
          cut: true,
          title: ({ fileName }) => fileName,
          cell: ({ id, fileName }) => (
            <AppLink data-row-link href={`/projects/${slug}/imports/${id}`} className="font-medium">
              {fileName}
            </AppLink>
          ),
        },
        { head: "State", cell: (view) => <ImportState view={view} /> },
        { head: "Items added", numeric: true, cell: ({ itemsAdded }) => count(itemsAdded) },
        { head: "Known already", numeric: true, from: "lg", cell: ({ itemsExisting }) => count(itemsExisting) },
        { head: "Labels added", numeric: true, from: "md", cell: ({ labelsAdded }) => count(labelsAdded) },
        { head: "Size", numeric: true, from: "md", cell: ({ byteSize }) => formatBytes(byteSize) },
        { head: "Started", from: "md", className: "num", cell: ({ createdAt }) => formatMinute(createdAt) },
      ]}
    />
  );
}
