import type { Metadata } from "next";
import { AsksTable } from "@/app/(workspace)/projects/[slug]/judges/_components/asks-table";
import { CompareTable } from "@/app/(workspace)/projects/[slug]/judges/_components/compare-table";
import { JudgeForm } from "@/app/(workspace)/projects/[slug]/judges/_components/judge-form";
import { EmptyState } from "@/components/ui/empty-state";
import { Page, PageHeader, Section } from "@/components/shell/page-header";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { compareJudges } from "@/lib/judges/judge-card";
import { listAsks, listImportedJudges } from "@/lib/judges/list-judges";
import { getProject } from "@/lib/projects/get-project";

export const metadata: Metadata = { title: "Judges" };

export default async function JudgesPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const { project, cards, asks, imported, mayEdit } = await pageData(async (actor) => {
    const { project } = await getProject(actor, { slug });
    const [cards, asks, imported, { role }] = await Promise.all([
      compareJudges(actor, { projectId: project.id }),
      listAsks(actor, { projectId: project.id }),
      listImportedJudges(actor, { projectId: project.id }),
      describeMe(actor),
    ]);
    return { project, cards, asks, imported, mayEdit: can(role, "judges:edit") };
  });
  return (
    <Page>
      <PageHeader
        title="Judges"
        facts="Language models that answer as annotators do. Each is measured against the known answers or, where there are none, against what most people said."
      />
      {cards.length === 0 ? (
        <EmptyState title="No judge yet">
          A judge is a model on a server, a replay of imported labels, or this project’s reward model. Its answers count wherever labels
          count.
        </EmptyState>
      ) : (
        <>
          <CompareTable slug={slug} cards={cards} />
          <Section title="Rounds of asking">
            <AsksTable asks={asks} />
          </Section>
        </>
      )}
      {mayEdit ? (
        <Section title="Add a judge" ruled={cards.length > 0}>
          <JudgeForm slug={slug} projectId={project.id} annotators={imported} />
        </Section>
      ) : null}
    </Page>
  );
}
