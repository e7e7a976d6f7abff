"use client";

import type { Place } from "@/components/annotate/desk-api";
import type { DeskCampaign } from "@/components/annotate/desk-campaign";
import { GuidePanel } from "@/components/annotate/guide-panel";
import type { DeskGuide } from "@/components/annotate/guide-panel";
import { HelpPanel } from "@/components/annotate/help-panel";
import { HistoryPanel } from "@/components/annotate/history-panel";
import { KeySheet } from "@/components/annotate/key-sheet";
import type { useDeskWork } from "@/components/annotate/use-desk-work";
import type { useSeenGuide } from "@/components/annotate/use-seen-guide";
import { useWordsLocale } from "@/components/ui/locale";
import type { KindForm } from "@/lib/kinds/contract";

export type OpenPanel = "guide" | "changes" | "answers" | "keys" | "help" | "view" | null;

export interface DeskPanelsProps {
  place: Place;
  campaign: DeskCampaign;
  /** null until it has come: only the guide can be read before */
  form: KindForm | null;
  /** the newest first */
  guides: DeskGuide[];
  seenGuide: ReturnType<typeof useSeenGuide>;
  work: ReturnType<typeof useDeskWork>;
  panel: OpenPanel;
  onPanel: (panel: OpenPanel) => void;
}

/** What can be laid over the desk: own answers, keys, help and the guide. */
export function DeskPanels({ place, campaign, form, guides, seenGuide, work, panel, onPanel }: DeskPanelsProps) {
  const locale = useWordsLocale();
  const close = (open: boolean): void => {
    if (!open) onPanel(null);
  };
  const answerKeys = form?.keys(campaign.config, locale) ?? [];
  return (
    <>
      {form ? (
        <>
          <HistoryPanel
            open={panel === "answers"}
            onOpenChange={close}
            place={place}
            form={form}
            config={campaign.config}
            questionVersion={campaign.questionVersion}
            extras={campaign.extras}
            done={work.progress.done}
            aside={work.aside.rows}
            onForget={work.aside.forget}
          />
          <KeySheet open={panel === "keys"} onOpenChange={close} answerKeys={answerKeys} />
          <HelpPanel
            open={panel === "help"}
            onOpenChange={close}
            help={form.help?.(campaign.config) ?? []}
            answerKeys={answerKeys}
            highlighted={campaign.highlightedWords}
            onGuide={() => onPanel("guide")}
          />
        </>
      ) : null}
      <GuidePanel
        open={panel === "guide" || panel === "changes"}
        onOpenChange={(open) => {
          if (!open && seenGuide.older !== null) seenGuide.read();
          close(open);
        }}
        guides={guides}
        seen={seenGuide.older}
        changes={panel === "changes"}
      />
    </>
  );
}
