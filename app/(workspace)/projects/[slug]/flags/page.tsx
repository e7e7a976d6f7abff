import type { Metadata } from "next";
import { FlagTable } from "@/app/(workspace)/projects/[slug]/flags/_components/flag-table";
import { Page, PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { TabLinks } from "@/components/ui/tab-links";
import { listFlags } from "@/lib/flags/handle-flags";
import { flagFilterSchema, flagReasons, flagWords } from "@/lib/flags/schema";
import type { FlagFilter } from "@/lib/flags/schema";
import { pageData } from "@/lib/http/page-data";
import { getProject } from "@/lib/projects/get-project";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: "Flags" };

const pageSize = 50;
const states = { open: "Open", resolved: "Dealt with", all: "All" } as const;

export default async function FlagsPage({ params, searchParams }: Props) {
  const [{ slug }, query] = await Promise.all([params, searchParams]);
  const filter = flagFilterSchema.parse(query);
  const page = Math.max(1, Math.floor(Number(query.page)) || 1);
  const data = await pageData(async (actor) => {
    const { project } = await getProject(actor, { slug });
    const listed = await listFlags(actor, { projectId: project.id, filter, take: pageSize, skip: (page - 1) * pageSize });
    return { project, ...listed };
  });
  const href = (change: Partial<FlagFilter> & { page?: number }): string => {
    const wanted = Object.entries({ ...filter, ...change }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    );
    return `/projects/${slug}/flags?${new URLSearchParams(wanted).toString()}`;
  };
  const first = (page - 1) * pageSize;
  return (
    <Page>
      <PageHeader title="Flags" facts="What annotators want looked at: flagged answers, skips with a reason, reports." />
      <TabLinks
        label="State"
        tabs={(["open", "resolved", "all"] as const).map((state) => ({
          href: href({ state }),
          label: states[state],
          current: filter.state === state,
        }))}
      />
      <TabLinks
        wrap
        label="Reason"
        tabs={[
          { href: href({ reason: undefined }), label: "any reason", current: filter.reason === undefined },
          ...flagReasons.map((reason) => ({ href: href({ reason }), label: flagWords[reason], current: filter.reason === reason })),
        ]}
      />
      {data.flags.length === 0 ? (
        <EmptyState title="Nothing is flagged here">
          What people flag at the desk, or skip with a reason that wants a look, appears here.
        </EmptyState>
      ) : (
        <FlagTable projectId={data.project.id} itemsHref={`/projects/${slug}/items`} flags={data.flags} />
      )}
      <Pagination
        from={first + 1}
        to={first + data.flags.length}
        total={data.total}
        noun="flags"
        previousHref={page > 1 ? href({ page: page - 1 }) : null}
        nextHref={first + data.flags.length < data.total ? href({ page: page + 1 }) : null}
      />
    </Page>
  );
}
