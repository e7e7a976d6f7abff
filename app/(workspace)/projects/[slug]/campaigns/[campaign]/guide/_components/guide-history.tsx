import { ListTable } from "@/components/tables/list-table";
import { AppLink } from "@/components/ui/app-link";
import type { GuideView } from "@/lib/projects/schema";

const count = new Intl.NumberFormat("en");

export function GuideHistory({ at, guides, shown }: { at: string; guides: GuideView[]; shown: number | null }) {
  return (
    <ListTable
      label="Versions of the guide"
      rows={guides}
      rowKey={({ id }) => id}
      at={({ version }) => version === shown}
      columns={[
        {
          head: "Version",
          className: "num",
          cell: ({ version }) => (
            <AppLink href={`${at}?version=${version}`} className="font-medium hover:underline">
              v{version}
            </AppLink>
          ),
        },
        { head: "What changed", cut: true, cell: ({ note }) => (note === "" ? "first version" : note) },
        { head: "By", from: "md", cell: ({ createdBy }) => createdBy ?? "the command line" },
        { head: "Published", className: "num", cell: ({ createdAt }) => createdAt.slice(0, 10) },
        { head: "Answers", numeric: true, cell: ({ annotations }) => count.format(annotations) },
      ]}
    />
  );
}
