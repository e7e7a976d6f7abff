import { ChooseVersions } from "@/app/(workspace)/projects/[slug]/reward-models/compare/_components/choose-versions";
import { Page, PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

/** One version or none was named: the others are offered, where there are any. */
export function NothingToCompare({ slug, numbers, at }: { slug: string; numbers: number[]; at: number | null }) {
  const [newest, before] = numbers;
  const all = <LinkButton href={`/projects/${slug}/reward-models`}>All versions</LinkButton>;
  return (
    <Page>
      <PageHeader title="Compare reward models" crumb="Compare" actions={all} />
      {newest === undefined || before === undefined ? (
        <EmptyState title={newest === undefined ? "No version is trained yet" : `There is no other version than ${newest}`}>
          A comparison takes two trained versions. Train another one, with other settings or after more labels came in.
        </EmptyState>
      ) : (
        <>
          <p className="mb-4 max-w-[60ch] font-read text-16 text-ink-2">
            {at === null ? "Choose two versions." : `Version ${at} differs in nothing from itself. Choose the one to compare it with.`}
          </p>
          <ChooseVersions slug={slug} numbers={numbers} a={at ?? before} b={at === null ? newest : null} />
        </>
      )}
    </Page>
  );
}
