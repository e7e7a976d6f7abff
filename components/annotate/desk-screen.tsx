"use client";

import { useQuery } from "@tanstack/react-query";
import { Activity, useMemo, useState } from "react";
import type { Place, Progress } from "@/components/annotate/desk-api";
import { asksAnother } from "@/components/annotate/desk-campaign";
import type { DeskCampaign } from "@/components/annotate/desk-campaign";
import { DeskItem } from "@/components/annotate/desk-item";
import { DeskLoading } from "@/components/annotate/desk-notice";
import { DeskPanels } from "@/components/annotate/desk-panels";
import type { OpenPanel } from "@/components/annotate/desk-panels";
import { DeskRest, QuestionChanged } from "@/components/annotate/desk-rest";
import "@/components/annotate/desk.css";
import { useDeskSettings } from "@/components/annotate/desk-settings";
import { DeskTop } from "@/components/annotate/desk-top";
import type { DeskGuide } from "@/components/annotate/guide-panel";
import { keyMapOf } from "@/components/annotate/key-map";
import type { DeskAction } from "@/components/annotate/key-map";
import type { LocalDraft, LocalStore } from "@/components/annotate/local-store";
import { useDeskKeys } from "@/components/annotate/use-desk-keys";
import { useDeskWork } from "@/components/annotate/use-desk-work";
import type { DraftState } from "@/components/annotate/use-draft";
import { itemsForOffline, useReadyOffline } from "@/components/annotate/use-ready-offline";
import { useHoldPage } from "@/components/annotate/use-hold-page";
import { useLastPressed } from "@/components/annotate/use-just-come";
import { useSeenGuide } from "@/components/annotate/use-seen-guide";
import { useStandingNotice } from "@/components/annotate/use-standing-notice";
import { useTroubleNews } from "@/components/annotate/use-trouble-news";
import { loadKindForm } from "@/lib/kinds/registry.client";

/** The item on screen and the next ones: enough that nobody waits, few enough that others have work. */
const usualAhead = 4;

export interface DeskScreenProps {
  userId: string;
  projectId: string;
  backHref: string;
  campaign: DeskCampaign;
  /** the newest first */
  guides: DeskGuide[];
  progress: Progress;
  /** said to this person by those who run the campaign, empty where there is nothing to say */
  notice: string;
  store: LocalStore;
  /** written without a network in an earlier visit */
  localDrafts: LocalDraft[];
}

export function DeskScreen(props: DeskScreenProps) {
  const { userId, projectId, backHref, campaign, guides, progress: initial, store, localDrafts } = props;
  const settings = useDeskSettings();
  const place = useMemo<Place>(() => ({ projectId, campaignId: campaign.id }), [projectId, campaign.id]);
  const form = useQuery({
    queryKey: ["kind-form", campaign.kind],
    queryFn: () => loadKindForm(campaign.kind),
    staleTime: Infinity,
    retry: 2,
    networkMode: "always",
  });
  const [panel, setPanel] = useState<OpenPanel>(null);
  const { notice, putAway } = useStandingNotice(place, props.notice);
  const seenGuide = useSeenGuide(campaign);
  const lastPressed = useLastPressed();
  const keys = useMemo(() => keyMapOf(settings.keys), [settings.keys]);
  const offline = useReadyOffline(campaign.id);
  const work = useDeskWork({
    userId,
    place,
    leaseSeconds: campaign.leaseSeconds,
    ahead: offline.ready ? itemsForOffline : usualAhead,
    initial,
    store,
    localDrafts,
  });
  const { queue } = work;
  const { state } = queue;
  const { news: said, onKept, onAnswered, unsaved } = useTroubleNews(work.trouble);
  useHoldPage(unsaved || work.inPage);

  function onAction(action: DeskAction): boolean {
    if (action === "undo") void work.takeBack();
    else if (action === "guide" || action === "answers" || action === "keys" || action === "help" || action === "view") setPanel(action);
    else return false;
    return true;
  }
  useDeskKeys(state.phase !== "work" && panel === null, { map: keys, act: onAction, press: () => false });

  const { older } = seenGuide;
  const news = older === null ? null : { from: older, note: guides[0]?.note ?? "", onDone: seenGuide.read };
  const head = (draft: DraftState | null) => (
    <DeskTop {...{ backHref, campaign, work, draft, panel, offline, notice, news }} onPanel={setPanel} onNoticeRead={putAway} />
  );

  const screen = () => {
    if (state.phase !== "work" || form.isError) {
      return (
        <DeskRest
          head={head(null)}
          state={form.isError ? { phase: "form" } : state}
          backHref={backHref}
          progress={work.progress}
          waiting={work.waiting}
          inPage={work.inPage}
          undoing={work.undoing}
          onRetry={() => {
            if (form.isError) void form.refetch();
            queue.retry();
          }}
          onUndo={() => void work.takeBack()}
        />
      );
    }
    if (asksAnother(campaign, state.work)) return <QuestionChanged head={head(null)} />;
    const ready = form.data;
    if (!ready) return <DeskLoading head={head(null)} />;
    // The next item is drawn behind the one on screen, where there is time, and only has to be uncovered.
    return [state.work, ...(state.next ? [state.next] : [])].map((item, index) => (
      <Activity key={`${item.assignmentId} ${item.epoch}`} mode={index === 0 ? "visible" : "hidden"}>
        <DeskItem
          place={place}
          drafts={work.drafts}
          work={item}
          form={ready}
          config={campaign.config}
          extras={campaign.extras}
          highlighted={campaign.highlightedWords}
          current={index === 0}
          takeFocus={index === 0 && work.moved.current}
          lastPressed={lastPressed}
          covered={panel !== null}
          keys={keys}
          head={head}
          onKept={onKept}
          onSubmit={(answer) => {
            onAnswered();
            work.submit(item, answer);
          }}
          onSkip={(reason, note) => {
            onAnswered();
            work.skip(item, reason, note);
          }}
          onLater={work.later}
          onLost={() => queue.markLost(item.assignmentId)}
          onAction={onAction}
          undoing={work.undoing}
        />
      </Activity>
    ));
  };

  return (
    <>
      {/* outside the items: one that goes takes its own regions along before they are read out */}
      <p role="status" className="sr-only">
        {work.announced}
      </p>
      <p role="status" className="sr-only">
        {said}
      </p>
      {screen()}
      <DeskPanels {...{ place, campaign, guides, seenGuide, work, panel }} form={form.data ?? null} onPanel={setPanel} />
    </>
  );
}
