import { Page } from "@/components/shell/page-header";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

/** The outline of a page of the bench while it is fetched. */
export default function ProjectLoading() {
  return (
    <Page>
      <Skeleton className="h-7 w-64" />
      <Skeleton className="mt-2 h-4 w-96 max-w-full" />
      <SkeletonRows className="mt-8" rows={10} />
    </Page>
  );
}
