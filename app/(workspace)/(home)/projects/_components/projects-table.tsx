"use client";

import { ArchiveButton } from "@/app/(workspace)/(home)/projects/_components/archive-button";
import { ListTable } from "@/components/tables/list-table";
import { AppLink } from "@/components/ui/app-link";
import { StateText } from "@/components/ui/badge";
import type { ProjectSummary } from "@/lib/projects/schema";

const count = new Intl.NumberFormat("en");

type Props = {
  projects: ProjectSummary[];
  mayArchive: boolean;
  /** People who only annotate are led straight to the desk. */
  mayWork: boolean;
};

export function ProjectsTable({ projects, mayArchive, mayWork }: Props) {
  return (
    <ListTable
      label="Projects"
      rows={projects}
      rowKey={({ id }) => id}
      rowClassName={() => "group"}
      walk
      columns={[
        { head: "Project", className: "w-full max-w-0 py-2.5", cell: (project) => <Name project={project} mayWork={mayWork} /> },
        { head: "Items", numeric: true, from: "md", cell: ({ items }) => count.format(items) },
        { head: "Answers", numeric: true, from: "md", cell: ({ annotations }) => count.format(annotations) },
        { head: "Open tasks", numeric: true, cell: ({ openTasks }) => count.format(openTasks) },
        {
          head: "Last answer",
          from: "md",
          className: "num text-ink-2",
          cell: ({ lastAnsweredAt, annotations }) => lastAnsweredAt?.slice(0, 10) ?? (annotations > 0 ? "imported only" : "none yet"),
        },
        { head: null, cell: (project) => (mayArchive ? <ArchiveButton project={project} /> : null) },
      ]}
    />
  );
}

function Name({ project, mayWork }: { project: ProjectSummary; mayWork: boolean }) {
  return (
    <>
      <AppLink
        data-row-link
        href={mayWork ? `/projects/${project.slug}/annotate` : `/projects/${project.slug}`}
        className="cut block text-14 font-semibold hover:underline"
      >
        {project.name}
      </AppLink>
      <span className="cut block text-12 text-ink-3">
        {project.archivedAt === null ? null : (
          <StateText tone="quiet" className="mr-2">
            archived
          </StateText>
        )}
        <span className="mono">{project.slug}</span>
        {project.description === "" ? null : <span dir="auto"> · {project.description}</span>}
      </span>
    </>
  );
}
