import { KnownTable } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/known/_components/known-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import type { listKnownTasks } from "@/lib/quality/set-known-answer";

export const knownAPage = 100;

type Props = Awaited<ReturnType<typeof listKnownTasks>> & {
  slugs: { slug: string; campaign: string };
  place: { projectId: string; campaignId: string };
  page: number;
  mayManage: boolean;
};

export function KnownBody({ slugs, place, page, mayManage, tasks, total, training }: Props) {
  if (total === 0) {
    return (
      <EmptyState title="No answer is known yet">
        Import labels of kind “gold”, or set the answer of an item with an explanation. Known answers are for practice, and are planted
        among the work to see how it goes.
      </EmptyState>
    );
  }
  const at = `/projects/${slugs.slug}/campaigns/${slugs.campaign}/known`;
  const first = (page - 1) * knownAPage;
  return (
    <>
      <KnownTable
        place={place}
        itemsHref={`/projects/${slugs.slug}/items`}
        tasks={tasks}
        known={total}
        training={training}
        mayManage={mayManage}
      />
      <Pagination
        from={first + 1}
        to={first + tasks.length}
        total={total}
        noun="known answers"
        previousHref={page > 1 ? `${at}?page=${page - 1}` : null}
        nextHref={first + tasks.length < total ? `${at}?page=${page + 1}` : null}
      />
    </>
  );
}
