import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { openProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { ScoresExplained } from "@/app/(workspace)/projects/[slug]/reward-models/_components/scores-explained";
import { Page, PageHeader } from "@/components/shell/page-header";
import { LinkButton } from "@/components/ui/link-button";
import { pageData } from "@/lib/http/page-data";
import { explainItemSchema } from "@/lib/reward-models/explain-schema";
import { explainItem } from "@/lib/reward-models/explain-scores";

type Props = {
  params: Promise<{ slug: string; number: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const numberSchema = z.coerce.number().int().min(1).max(2_147_483_647);

export const generateMetadata = async ({ params }: Pick<Props, "params">): Promise<Metadata> => ({
  title: `Why this score, v${(await params).number}`,
});

export default async function WhyPage({ params, searchParams }: Props) {
  const { slug, number: given } = await params;
  const { item, a, b } = await searchParams;
  const number = numberSchema.safeParse(given);
  if (!number.success) notFound();
  const { projectId } = await openProject(slug, "reward-models:see");
  const asked = explainItemSchema.safeParse({ projectId, number: number.data, itemId: item, first: a, second: b });
  if (!asked.success || typeof item !== "string") notFound();
  const explained = await pageData((actor) => explainItem(actor, asked.data));
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
      <ScoresExplained slug={slug} itemId={item} explained={explained} />
    </Page>
  );
}
