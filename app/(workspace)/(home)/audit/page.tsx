import type { Metadata } from "next";
import { Suspense } from "react";
import { AuditFilters } from "@/app/(workspace)/(home)/audit/_components/audit-filters";
import { AuditTable } from "@/app/(workspace)/(home)/audit/_components/audit-table";
import { auditHref, auditViewSchema, fileHref } from "@/app/(workspace)/(home)/audit/_components/audit-view";
import { ChainSkeleton, ChainState } from "@/app/(workspace)/(home)/audit/_components/chain-state";
import { Page, PageHeader } from "@/components/shell/page-header";
import { AppLink } from "@/components/ui/app-link";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Pagination } from "@/components/ui/pagination";
import { listAudit, nameSubjects } from "@/lib/audit/list-audit";
import { pageData } from "@/lib/http/page-data";
import { listMembers } from "@/lib/members/list-members";
import { getProject } from "@/lib/projects/get-project";
import { listProjects } from "@/lib/projects/list-projects";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: "Audit log" };

const pageSize = 50;

export default async function AuditPage({ searchParams }: Props) {
  const view = auditViewSchema.parse(await searchParams);
  const { before, after, project, ...filter } = view;
  const data = await pageData(async (actor) => {
    const projectId = project === undefined ? undefined : (await getProject(actor, { slug: project })).project.id;
    const place = { before: before ?? null, after: before === undefined ? (after ?? null) : null, take: pageSize + 1 };
    const { entries, whoName } = await listAudit(actor, { filter: { ...filter, projectId }, ...place });
    const [subjects, members, projects] = await Promise.all([nameSubjects(actor, entries), listMembers(actor), listProjects(actor)]);
    return { entries, whoName, projectId, subjects, members, projects };
  });
  const { whoName, projectId } = data;
  const more = data.entries.length > pageSize;
  const backwards = before === undefined && after !== undefined;
  const entries = !more ? data.entries : backwards ? data.entries.slice(1) : data.entries.slice(0, pageSize);
  const [first, last] = [entries[0], entries.at(-1)];
  const newer = backwards ? more : before !== undefined;
  const older = backwards ? true : more;
  const filtered = auditHref(view) !== "/audit";
  return (
    <Page>
      <PageHeader
        title="Audit log"
        facts="Who did what, written together with the change itself. Blocks of entries are sealed in a chain, so that a later change shows."
      />
      {filtered || before !== undefined || after !== undefined ? (
        <p className="mb-6 flex h-7 items-center text-ink-2">
          <AppLink href="/audit" className="underline decoration-rule-3 underline-offset-3">
            All of the log, with its check
          </AppLink>
        </p>
      ) : (
        <Suspense fallback={<ChainSkeleton />}>
          <ChainState />
        </Suspense>
      )}
      <AuditFilters
        view={view}
        people={[...data.members.map(({ userId, name }) => ({ value: userId, label: name })), { value: "system", label: "the system" }]}
        projects={data.projects.map(({ slug, name }) => ({ value: slug, label: name }))}
        shown={whoName === null ? {} : { by: whoName }}
        files={{ csv: fileHref(view, projectId, "csv"), jsonl: fileHref(view, projectId, "jsonl") }}
      />
      {first === undefined || last === undefined ? (
        <EmptyState title="No entry fits" action={<LinkButton href="/audit">Show all of the log</LinkButton>}>
          Nothing of this sort has been done, or it was before the first entry that is kept.
        </EmptyState>
      ) : (
        <>
          <AuditTable entries={entries} subjects={data.subjects} />
          <Pagination
            from={Number(first.id)}
            to={Number(last.id)}
            total={null}
            noun="entries"
            previousHref={newer ? auditHref(view, { after: first.id }) : null}
            nextHref={older ? auditHref(view, { before: last.id }) : null}
          />
        </>
      )}
    </Page>
  );
}
