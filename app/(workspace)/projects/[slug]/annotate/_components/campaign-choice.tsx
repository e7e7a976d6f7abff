"use client";

import { ChevronLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import type { OfferedCampaign } from "@/app/(workspace)/projects/[slug]/annotate/_components/load-desk";
import { AppLink } from "@/components/ui/app-link";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

/** Several campaigns wait: a list to choose from, in the quiet of the desk. */
export function CampaignChoice({ slug, project, campaigns }: { slug: string; project: string; campaigns: OfferedCampaign[] }) {
  const t = useTranslations("gate.choice");
  return (
    <main className="mx-auto max-w-[680px] px-[var(--gutter)] py-10">
      <LinkButton variant="quiet" href={`/projects/${slug}`} className="-ml-3">
        <ChevronLeft aria-hidden="true" /> {project}
      </LinkButton>
      <h1 className="mt-3 mb-4">{t("title")}</h1>
      {campaigns.length === 0 ? (
        <EmptyState title={t("none")}>{t("noneText")}</EmptyState>
      ) : (
        <ul className="border-b border-rule">
          {campaigns.map((campaign) => (
            <li key={campaign.slug} className="border-t border-rule">
              <AppLink
                href={`/projects/${slug}/annotate?campaign=${campaign.slug}`}
                className="flex min-h-10 items-baseline gap-4 py-2.5 hover:bg-ink/3 max-md:min-h-11"
              >
                <span className="cut text-14 font-medium">{campaign.name}</span>
                <span className="num ml-auto whitespace-nowrap text-ink-2">
                  {campaign.state === "paused" ? `${t("paused")} · ` : ""}
                  {t("counts", { left: campaign.progress.left, done: campaign.progress.done })}
                </span>
              </AppLink>
            </li>
          ))}
        </ul>
      )}
    </main>
  );
}
