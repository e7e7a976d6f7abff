import { VersionState } from "@/app/(workspace)/projects/[slug]/exports/_components/version-state";
import { ListTable } from "@/components/tables/list-table";
import { RowLink } from "@/components/tables/row-link";
import { formatFigure } from "@/components/ui/figure-format";
import { formatMinute } from "@/components/ui/format-minute";
import { formatTitles } from "@/lib/exports/formats/names";
import { containerTitles } from "@/lib/exports/schema";
import type { DatasetVersionView } from "@/lib/exports/version-schema";

const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((total, count) => total + count, 0);

/** Every version, the newest first. */
export function VersionsTable({ slug, versions }: { slug: string; versions: DatasetVersionView[] }) {
  return (
    <ListTable
      walk
      label="Data set versions"
      rows={versions}
      rowKey={({ id }) => id}
      columns={[
        { head: "Version", cell: ({ number }) => <RowLink href={`/projects/${slug}/exports/${number}`}>v{number}</RowLink> },
        { head: "Format", cut: true, cell: ({ format }) => formatTitles[format].title },
        { head: "Container", from: "lg", cell: ({ container }) => containerTitles[container] },
        { head: "Rows", numeric: true, cell: ({ state, rows }) => (state === "done" ? formatFigure(rows, "count") : "–") },
        {
          head: "Left out",
          numeric: true,
          from: "md",
          cell: ({ state, excluded }) => (state === "done" ? formatFigure(sum(excluded), "count") : "–"),
        },
        { head: "State", cell: ({ state }) => <VersionState state={state} /> },
        { head: "Made (UTC)", numeric: true, from: "md", cell: ({ createdAt }) => formatMinute(createdAt) },
      ]}
    />
  );
}
