import type { Metadata } from "next";
import { headers } from "next/headers";
import { CampaignChoice } from "@/app/(workspace)/projects/[slug]/annotate/_components/campaign-choice";
import { GatePage } from "@/app/(workspace)/projects/[slug]/annotate/_components/gate-page";
import { loadDesk } from "@/app/(workspace)/projects/[slug]/annotate/_components/load-desk";
import { Desk } from "@/components/annotate/desk";
import { DeskWords } from "@/components/annotate/desk-words";
import { preferredLocale } from "@/lib/http/preferred-locale";
import { pageData } from "@/lib/http/page-data";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: "Annotate" };

export default async function AnnotatePage({ params, searchParams }: Props) {
  const [{ slug }, { campaign }] = await Promise.all([params, searchParams]);
  const browserLocale = preferredLocale((await headers()).get("accept-language"));
  const desk = await pageData((actor) => loadDesk(actor, slug, typeof campaign === "string" ? campaign : null, browserLocale));
  if (desk.choose) {
    return (
      <DeskWords language={desk.language}>
        <CampaignChoice slug={slug} project={desk.project} campaigns={desk.choose} />
      </DeskWords>
    );
  }
  if (desk.gate.step !== "ready") {
    const { projectId, campaign: asked, guides, backHref, preferences } = desk.props;
    return (
      <DeskWords language={desk.language}>
        <GatePage projectId={projectId} campaign={asked} guides={guides} backHref={backHref} gate={desk.gate} preferences={preferences} />
      </DeskWords>
    );
  }
  return <Desk key={desk.props.campaign.id} {...desk.props} />;
}
