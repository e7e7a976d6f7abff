import type { Metadata } from "next";
import { openProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { FlagTable } from "@/app/(workspace)/projects/[slug]/flags/_components/flag-table";
import { FlagTabs, flagsHref } from "@/app/(workspace)/projects/[slug]/flags/_components/flag-tabs";
import { Meanwhile } from "@/components/shell/meanwhile";
import { Page, PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { SkeletonRows } from "@/components/ui/skeleton";
import { listFlags } from "@/lib/flags/handle-flags";
import { flagFilterSchema } from "@/lib/flags/schema";
import { pageData } from "@/lib/http/page-data";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: "Flags" };

const pageSize = 50;

export default async function FlagsPage({ params, searchParams }: Props) {
  const [{ slug }, query] = await Promise.all([params, searchParams]);
  const filter = flagFilterSchema.parse(query);
  const page = Math.max(1, Math.floor(Number(query.page)) || 1);
  const { projectId } = await openProject(slug, "flags:see");
  const first = (page - 1) * pageSize;
  const read = pageData((actor) => listFlags(actor, { projectId, filter, take: pageSize, skip: first }));
  return (
    <Page>
      <PageHeader title="Flags" facts="What annotators want looked at: flagged answers, skips with a reason, reports." />
      <FlagTabs slug={slug} filter={filter} />
      <Meanwhile data={read} skeleton={<SkeletonRows />}>
        {({ flags, total }) => (
          <>
            {flags.length === 0 ? (
              <EmptyState title="Nothing is flagged here">
                What people flag at the desk, or skip with a reason that wants a look, appears here.
              </EmptyState>
            ) : (
              <FlagTable projectId={projectId} itemsHref={`/projects/${slug}/items`} flags={flags} />
            )}
            <Pagination
              from={first + 1}
              to={first + flags.length}
              total={total}
              noun="flags"
              previousHref={page > 1 ? flagsHref(slug, { ...filter, page: page - 1 }) : null}
              nextHref={first + flags.length < total ? flagsHref(slug, { ...filter, page: page + 1 }) : null}
            />
          </>
        )}
      </Meanwhile>
    </Page>
  );
}
