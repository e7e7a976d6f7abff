import { AuditFilters } from "@/app/(workspace)/(home)/audit/_components/audit-filters";
import { AuditTable } from "@/app/(workspace)/(home)/audit/_components/audit-table";
import { auditHref, fileHref } from "@/app/(workspace)/(home)/audit/_components/audit-view";
import type { AuditView } from "@/app/(workspace)/(home)/audit/_components/audit-view";
import type { LoadedAudit } from "@/app/(workspace)/(home)/audit/_components/load-audit";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Pagination } from "@/components/ui/pagination";

type Props = LoadedAudit & { view: AuditView; projectId: string | undefined };

export function AuditList({ view, projectId, entries, whoName, subjects, members, projects, newer, older }: Props) {
  const [first, last] = [entries[0], entries.at(-1)];
  return (
    <>
      <AuditFilters
        view={view}
        people={[...members.map(({ userId, name }) => ({ value: userId, label: name })), { value: "system", label: "the system" }]}
        projects={projects.map(({ slug, name }) => ({ value: slug, label: name }))}
        shown={whoName === null ? {} : { by: whoName }}
        files={{ csv: fileHref(view, projectId, "csv"), jsonl: fileHref(view, projectId, "jsonl") }}
      />
      {first === undefined || last === undefined ? (
        <EmptyState title="No entry fits" action={<LinkButton href="/audit">Show all of the log</LinkButton>}>
          Nothing of this sort has been done, or it was before the first entry that is kept.
        </EmptyState>
      ) : (
        <>
          <AuditTable entries={entries} subjects={subjects} />
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
    </>
  );
}
