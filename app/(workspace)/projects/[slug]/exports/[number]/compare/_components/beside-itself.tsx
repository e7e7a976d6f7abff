import { ChooseOther } from "@/app/(workspace)/projects/[slug]/exports/[number]/compare/_components/choose-other";
import { Page, PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";

/** A version held against itself: the others are offered, where there are any. */
export function BesideItself({ slug, to, others }: { slug: string; to: number; others: number[] }) {
  return (
    <Page>
      <PageHeader title={`Version ${to} beside itself`} crumb={`v${to}`} />
      <EmptyState
        title={others.length === 0 ? "There is no other version to compare it with" : "Nothing differs"}
        action={others.length === 0 ? null : <ChooseOther slug={slug} to={to} others={others} at={null} />}
      >
        {others.length === 0
          ? "A comparison takes two finished versions. Make another one, by another recipe or after more labels came in."
          : "A version is the same as itself, byte for byte. Choose another one to see what came in and what went."}
      </EmptyState>
    </Page>
  );
}
