"use client";

import { ChevronLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ConsentStep } from "@/app/(workspace)/projects/[slug]/annotate/_components/consent-step";
import { PracticeStep } from "@/app/(workspace)/projects/[slug]/annotate/_components/practice-step";
import { ProfileStep } from "@/app/(workspace)/projects/[slug]/annotate/_components/profile-step";
import { useSaid } from "@/components/annotate/desk-words";
import { LinkButton } from "@/components/ui/link-button";
import type { Gate } from "@/lib/qualification/schema";

export type GateProps = {
  projectId: string;
  campaign: { id: string; name: string; kind: string; config: unknown };
  guide: string;
  backHref: string;
  gate: Gate;
};

/** What comes before the first item, one thing at a time, in the quiet of the desk. */
export function GatePage({ projectId, campaign, guide, backHref, gate }: GateProps) {
  const t = useTranslations("gate");
  const said = useSaid();
  const place = { projectId, campaignId: campaign.id };
  const frame = (title: string, children: ReactNode, wide = false) => (
    <main className={`mx-auto px-[var(--gutter)] py-10 ${wide ? "max-w-[1240px]" : "max-w-[680px]"}`}>
      <LinkButton variant="quiet" href={backHref} className="-ml-3">
        <ChevronLeft aria-hidden="true" /> {campaign.name}
      </LinkButton>
      <h1 className="mt-3 mb-4">{title}</h1>
      {children}
    </main>
  );
  switch (gate.step) {
    case "consent":
      return frame(t("consent.title"), <ConsentStep place={place} consent={gate.consent} />);
    case "profile":
      return frame(t("profile.title"), <ProfileStep place={place} fields={gate.profile} answers={gate.profileAnswers} />);
    case "qualification":
      return frame(
        t("practice.title"),
        <PracticeStep
          place={place}
          kind={campaign.kind}
          config={campaign.config}
          guide={guide}
          qualification={gate.qualification}
          message={gate.standing === "retraining" ? said(gate.message) : ""}
        />,
        true,
      );
    case "failed":
      return frame(t("failed.title"), <Told backHref={backHref}>{t("failed.text")}</Told>);
    case "paused":
      return frame(t("paused"), <Told backHref={backHref}>{said(gate.message)}</Told>);
    case "ready":
      return null;
  }
}

function Told({ backHref, children }: { backHref: string; children: ReactNode }) {
  const t = useTranslations("gate");
  return (
    <div className="grid gap-4">
      <p className="max-w-[54ch] font-read text-20 leading-normal text-pretty">{children}</p>
      <div>
        <LinkButton href={backHref}>{t("leave")}</LinkButton>
      </div>
    </div>
  );
}
