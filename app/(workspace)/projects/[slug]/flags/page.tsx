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
import { listPageSchema, pageOrLast } from "@/lib/http/list-page";
import { pageData } from "@/lib/http/page-data";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: "Flags" };

const pageSize = 50;

export default async function FlagsPage({ params, searchParams }: Props) {
  const [{ slug }, query] = await Promise.all([params, searchParams]);
  const filter = flagFilterSchema.parse(query);
  const asked = listPageSchema.parse(query.page);
  const { projectId } = await openProject(slug, "flags:see");
  const read = pageData((actor) => pageOrLast(asked, pageSize, (skip) => listFlags(actor, { projectId, filter, take: pageSize, skip })));
  return (
    <Page>
      <PageHeader title="Flags" facts="What annotators want looked at: flagged answers, skips with a reason, reports." />
      <FlagTabs slug={slug} filter={filter} />
      <Meanwhile data={read} skeleton={<SkeletonRows />}>
        {({ flags, total, page }) => (
          <>
            {flags.length === 0 ? (
              <EmptyState title="Nothing is flagged here">
                What people flag at the desk, or skip with a reason that wants a look, appears here.
              </EmptyState>
            ) : (
              <FlagTable projectId={projectId} itemsHref={`/projects/${slug}/items`} flags={flags} />
            )}
            <Pagination
              from={(page - 1) * pageSize + 1}
              to={(page - 1) * pageSize + flags.length}
              total={total}
              noun="flags"
              previousHref={page > 1 ? flagsHref(slug, { ...filter, page: page - 1 }) : null}
              nextHref={page * pageSize < total ? flagsHref(slug, { ...filter, page: page + 1 }) : null}
            />
          </>
        )}
      </Meanwhile>
    </Page>
  );
}
