"use client";

import { ArchiveButton } from "@/app/(workspace)/(home)/projects/_components/archive-button";
import { RowWalk } from "@/components/tables/row-walk";
import { AppLink } from "@/components/ui/app-link";
import { StateText } from "@/components/ui/badge";
import { ActionsHeader, Cell, HeaderCell, Row, Table } from "@/components/ui/table";
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
    <RowWalk hint={false}>
      <Table>
        <thead>
          <tr>
            <HeaderCell className="w-full">Project</HeaderCell>
            <HeaderCell numeric className="max-md:hidden">
              Items
            </HeaderCell>
            <HeaderCell numeric className="max-md:hidden">
              Answers
            </HeaderCell>
            <HeaderCell numeric>Open tasks</HeaderCell>
            <HeaderCell className="max-md:hidden">Last answer</HeaderCell>
            <ActionsHeader />
          </tr>
        </thead>
        <tbody>
          {projects.map((project) => (
            <Row key={project.id} className="group">
              <Cell className="w-full max-w-0 py-2.5">
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
              </Cell>
              <Cell numeric className="max-md:hidden">
                {count.format(project.items)}
              </Cell>
              <Cell numeric className="max-md:hidden">
                {count.format(project.annotations)}
              </Cell>
              <Cell numeric>{count.format(project.openTasks)}</Cell>
              <Cell className="num text-ink-2 max-md:hidden">
                {project.lastAnsweredAt?.slice(0, 10) ?? (project.annotations > 0 ? "imported only" : "none yet")}
              </Cell>
              <Cell className="text-right">{mayArchive ? <ArchiveButton project={project} /> : null}</Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </RowWalk>
  );
}
