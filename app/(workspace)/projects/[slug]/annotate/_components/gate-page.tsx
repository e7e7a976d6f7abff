"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ReactNode } from "react";
import { ConsentStep } from "@/app/(workspace)/projects/[slug]/annotate/_components/consent-step";
import { GateFrame } from "@/app/(workspace)/projects/[slug]/annotate/_components/gate-frame";
import { PracticeStep } from "@/app/(workspace)/projects/[slug]/annotate/_components/practice-step";
import { ProfileStep } from "@/app/(workspace)/projects/[slug]/annotate/_components/profile-step";
import { DeskSettingsProvider } from "@/components/annotate/desk-settings";
import { useSaid } from "@/components/annotate/desk-words";
import type { DeskGuide } from "@/components/annotate/guide-panel";
import { LinkButton } from "@/components/ui/link-button";
import type { DeskPreferences } from "@/lib/auth/preferences-schema";
import type { Gate } from "@/lib/qualification/schema";

export type GateProps = {
  projectId: string;
  campaign: { id: string; name: string; kind: string; config: unknown; highlightedWords: string[] };
  /** the newest first */
  guides: DeskGuide[];
  backHref: string;
  gate: Gate;
  /** keys that this person moved are moved in practice, too */
  preferences: DeskPreferences;
};

/** What comes before the first item, one thing at a time, in the quiet of the desk. */
export function GatePage({ preferences, ...props }: GateProps) {
  return (
    <DeskSettingsProvider initial={preferences}>
      <Step {...props} />
    </DeskSettingsProvider>
  );
}

function Step({ projectId, campaign, guides, backHref, gate }: Omit<GateProps, "preferences">) {
  const t = useTranslations("gate");
  const said = useSaid();
  const [practising, setPractising] = useState(false);
  const place = { projectId, campaignId: campaign.id };
  const frame = (title: string, children: ReactNode, wide = false) => (
    <GateFrame backHref={backHref} campaign={campaign.name} title={title} wide={wide}>
      {children}
    </GateFrame>
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
          highlighted={campaign.highlightedWords}
          guides={guides}
          qualification={gate.qualification}
          message={gate.standing === "retraining" ? said(gate.message) : ""}
          onPractising={setPractising}
        />,
        practising,
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
