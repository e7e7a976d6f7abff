import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { DifferenceTable } from "@/app/(workspace)/projects/[slug]/reward-models/_components/difference-table";
import { ScoreParts } from "@/app/(workspace)/projects/[slug]/reward-models/_components/score-parts";
import { ChooseResponses } from "@/app/(workspace)/projects/[slug]/reward-models/_components/choose-responses";
import { Page, PageHeader } from "@/components/shell/page-header";
import { LinkButton } from "@/components/ui/link-button";
import { pageData } from "@/lib/http/page-data";
import { getProject } from "@/lib/projects/get-project";
import { explainItemSchema } from "@/lib/reward-models/explain-schema";
import { explainItem } from "@/lib/reward-models/explain-scores";

type Props = {
  params: Promise<{ slug: string; number: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const numberSchema = z.coerce.number().int().min(1).max(2_147_483_647);

export const metadata: Metadata = { title: "Why this score" };

export default async function WhyPage({ params, searchParams }: Props) {
  const { slug, number: given } = await params;
  const { item, a, b } = await searchParams;
  const number = numberSchema.safeParse(given);
  if (!number.success) notFound();
  const explained = await pageData(async (actor) => {
    const { project } = await getProject(actor, { slug });
    const asked = explainItemSchema.safeParse({ projectId: project.id, number: number.data, itemId: item, first: a, second: b });
    return asked.success ? explainItem(actor, asked.data) : null;
  });
  if (!explained || typeof item !== "string") notFound();
  const { prompt, responses, difference } = explained;
  return (
    <Page>
      <PageHeader
        title="Why this score"
        crumb="Why"
        facts="Logits by what they come from. A part says what the model did, not what would happen if the text were changed."
        actions={
          <>
            <LinkButton href={`/projects/${slug}/items?item=${item}`}>Open the item</LinkButton>
            <LinkButton href={`/projects/${slug}/reward-models/${explained.number}`}>Version {explained.number}</LinkButton>
          </>
        }
      />
      <p className="mb-6 max-h-40 max-w-prose overflow-y-auto whitespace-pre-wrap" dir="auto">
        {prompt}
      </p>
      {responses.length > 2 && difference ? (
        <ChooseResponses
          action={`/projects/${slug}/reward-models/${explained.number}/why`}
          itemId={item}
          ordinals={responses.map(({ ordinal }) => ordinal)}
          first={difference.first}
          second={difference.second}
        />
      ) : null}
      {difference ? <DifferenceTable difference={difference} /> : null}
      <div className="mt-10 grid items-start gap-x-11 gap-y-8 lg:grid-cols-2">
        {responses.map((response) => (
          <ScoreParts key={response.ordinal} response={response} />
        ))}
      </div>
    </Page>
  );
}
