"use client";

import type { DeskCampaign } from "@/components/annotate/desk-campaign";
import { DeskHead, WorkState } from "@/components/annotate/desk-head";
import type { OpenPanel } from "@/components/annotate/desk-panels";
import { GuideNews, SignedOut, StandingNotice } from "@/components/annotate/guide-news";
import type { GuideNewsProps } from "@/components/annotate/guide-news";
import type { DraftState } from "@/components/annotate/use-draft";
import type { useDeskWork } from "@/components/annotate/use-desk-work";
import { ViewMenu } from "@/components/annotate/view-menu";

export interface DeskTopProps {
  backHref: string;
  campaign: DeskCampaign;
  work: ReturnType<typeof useDeskWork>;
  /** of the item on screen, where there is one */
  draft: DraftState | null;
  panel: OpenPanel;
  onPanel: (panel: OpenPanel) => void;
  /** work without a network: whether it is prepared for */
  offline: { ready: boolean; toggle: () => void };
  /** said by those who run the campaign, empty where there is nothing to say */
  notice: string;
  onNoticeRead: () => void;
  /** null where the guide is the one that this person knows */
  news: Pick<GuideNewsProps, "from" | "note" | "onDone"> | null;
}

/** Above the item: the head of the desk, and what a person should know before going on. */
export function DeskTop({ backHref, campaign, work, draft, panel, onPanel, offline, notice, onNoticeRead, news }: DeskTopProps) {
  const { queue, progress, waiting, inPage, trouble } = work;
  const open = { onGuide: () => onPanel("guide"), onHistory: () => onPanel("answers"), onKeys: () => onPanel("keys") };
  return (
    <>
      <DeskHead
        {...open}
        backHref={backHref}
        campaign={campaign.name}
        progress={progress}
        guideVersion={campaign.guideVersion}
        menu={
          <ViewMenu
            {...open}
            open={panel === "view"}
            onOpenChange={(shown) => onPanel(shown ? "view" : null)}
            offline={{ ...offline, held: queue.ready }}
          />
        }
        state={<WorkState {...{ waiting, inPage, trouble, draft }} />}
      />
      {trouble === "signed-out" || draft?.signedOut ? <SignedOut waiting={waiting} inPage={inPage || draft?.kept === "nowhere"} /> : null}
      {notice === "" || queue.state.phase === "paused" ? null : (
        <StandingNotice message={notice} onGuide={open.onGuide} onDone={onNoticeRead} />
      )}
      {news ? <GuideNews {...news} to={campaign.guideVersion} onLook={() => onPanel("changes")} /> : null}
    </>
  );
}
