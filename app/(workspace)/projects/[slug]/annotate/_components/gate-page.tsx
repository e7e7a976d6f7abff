import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import { ConsentStep } from "@/app/(workspace)/projects/[slug]/annotate/_components/consent-step";
import { PracticeStep } from "@/app/(workspace)/projects/[slug]/annotate/_components/practice-step";
import { ProfileStep } from "@/app/(workspace)/projects/[slug]/annotate/_components/profile-step";
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
      return frame("Before you begin", <ConsentStep place={place} consent={gate.consent} />);
    case "profile":
      return frame("A few questions about you", <ProfileStep place={place} fields={gate.profile} answers={gate.profileAnswers} />);
    case "qualification":
      return frame(
        "Practice",
        <PracticeStep
          place={place}
          kind={campaign.kind}
          config={campaign.config}
          guide={guide}
          qualification={gate.qualification}
          message={gate.standing === "retraining" ? gate.message : ""}
        />,
        true,
      );
    case "failed":
      return frame(
        "Thank you for trying",
        <Told backHref={backHref}>
          The practice items did not come out as this campaign needs them, and no go is left. This says how well the campaign and its guide
          reached you, no more. Your time is appreciated; if you would like another go, tell the researchers, who can give you one.
        </Told>,
      );
    case "paused":
      return frame("Your work here rests for now", <Told backHref={backHref}>{gate.message}</Told>);
    case "ready":
      return null;
  }
}

function Told({ backHref, children }: { backHref: string; children: ReactNode }) {
  return (
    <div className="grid gap-4">
      <p className="max-w-[66ch]">{children}</p>
      <div>
        <LinkButton href={backHref}>Leave the desk</LinkButton>
      </div>
    </div>
  );
}
