import { AsksTable } from "@/app/(workspace)/projects/[slug]/judges/_components/asks-table";
import { CompareTable } from "@/app/(workspace)/projects/[slug]/judges/_components/compare-table";
import { JudgeForm } from "@/app/(workspace)/projects/[slug]/judges/_components/judge-form";
import type { OpenProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { Section } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { pageData } from "@/lib/http/page-data";
import { compareJudges } from "@/lib/judges/judge-card";
import { listAsks, listImportedJudges } from "@/lib/judges/list-judges";

export const loadJudges = (projectId: string) =>
  pageData(async (actor) => {
    const here = { projectId };
    const [cards, asks, imported] = await Promise.all([compareJudges(actor, here), listAsks(actor, here), listImportedJudges(actor, here)]);
    return { cards, asks, imported };
  });

type Props = Pick<OpenProject, "slug" | "projectId" | "may"> & Awaited<ReturnType<typeof loadJudges>>;

export function JudgesBody({ slug, projectId, may, cards, asks, imported }: Props) {
  return (
    <>
      {cards.length === 0 ? (
        <EmptyState title="No judge yet">
          A judge is a model on a server, a replay of imported labels, or this project’s reward model. Its answers count wherever labels
          count.{may("judges:edit") ? "" : " An admin or an owner adds one."}
        </EmptyState>
      ) : (
        <>
          <CompareTable slug={slug} cards={cards} />
          <Section title="Rounds of asking">
            <AsksTable asks={asks} />
          </Section>
        </>
      )}
      {may("judges:edit") ? (
        <Section title="Add a judge" ruled={cards.length > 0}>
          <JudgeForm slug={slug} projectId={projectId} annotators={imported} />
        </Section>
      ) : null}
    </>
  );
}
