import type { Metadata } from "next";
import { AuditList } from "@/app/(workspace)/(home)/audit/_components/audit-list";
import { auditHref, auditViewSchema } from "@/app/(workspace)/(home)/audit/_components/audit-view";
import { ChainSkeleton, ChainState } from "@/app/(workspace)/(home)/audit/_components/chain-state";
import { loadAudit } from "@/app/(workspace)/(home)/audit/_components/load-audit";
import { Meanwhile } from "@/components/shell/meanwhile";
import { Page, PageHeader } from "@/components/shell/page-header";
import { AppLink } from "@/components/ui/app-link";
import { SkeletonRows } from "@/components/ui/skeleton";
import { checkLog } from "@/lib/audit/check-log";
import { guard } from "@/lib/auth/guard";
import { pageData } from "@/lib/http/page-data";
import { getProject } from "@/lib/projects/get-project";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: "Audit log" };

export default async function AuditPage({ searchParams }: Props) {
  const view = auditViewSchema.parse(await searchParams);
  const { project } = view;
  const projectId = await pageData(async (actor) => {
    await guard(actor, "audit:see");
    return project === undefined ? undefined : (await getProject(actor, { slug: project })).project.id;
  });
  const narrowed = auditHref(view) !== "/audit" || view.before !== undefined || view.after !== undefined;
  const read = loadAudit(view, projectId);
  // The check may read the whole log, so it comes after the rest.
  const checked = narrowed ? null : read.then(() => pageData(checkLog));
  return (
    <Page>
      <PageHeader
        title="Audit log"
        facts="Who did what, written together with the change itself. Blocks of entries are sealed in a chain, so that a later change shows."
      />
      {checked === null ? (
        <p className="mb-6 flex h-7 items-center text-ink-2">
          <AppLink href="/audit" className="underline decoration-rule-3 underline-offset-3">
            All of the log, with its check
          </AppLink>
        </p>
      ) : (
        <Meanwhile data={checked} skeleton={<ChainSkeleton />}>
          {(log) => <ChainState {...log} />}
        </Meanwhile>
      )}
      <Meanwhile data={read} skeleton={<SkeletonRows rows={20} className="mt-10" />}>
        {(log) => <AuditList view={view} projectId={projectId} {...log} />}
      </Meanwhile>
    </Page>
  );
}
