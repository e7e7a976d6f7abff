"use client";

import { useQuery } from "@tanstack/react-query";
import { Activity, useEffect, useMemo, useState } from "react";
import type { Place, Progress } from "@/components/annotate/desk-api";
import { DeskHead, WorkState } from "@/components/annotate/desk-head";
import { DeskItem } from "@/components/annotate/desk-item";
import { DeskLoading } from "@/components/annotate/desk-notice";
import { DeskRest, QuestionChanged } from "@/components/annotate/desk-rest";
import "@/components/annotate/desk.css";
import { useDeskSettings } from "@/components/annotate/desk-settings";
import { GuideNews, SignedOut, StandingNotice } from "@/components/annotate/guide-news";
import { GuidePanel } from "@/components/annotate/guide-panel";
import type { DeskGuide } from "@/components/annotate/guide-panel";
import { HelpPanel } from "@/components/annotate/help-panel";
import { HistoryPanel } from "@/components/annotate/history-panel";
import { keyMapOf } from "@/components/annotate/key-map";
import type { DeskAction } from "@/components/annotate/key-map";
import { KeySheet } from "@/components/annotate/key-sheet";
import type { LocalDraft, LocalStore } from "@/components/annotate/local-store";
import { useDeskKeys } from "@/components/annotate/use-desk-keys";
import { useDeskWork } from "@/components/annotate/use-desk-work";
import { useStandingNotice } from "@/components/annotate/use-standing-notice";
import type { DraftState } from "@/components/annotate/use-draft";
import { itemsForOffline, useReadyOffline } from "@/components/annotate/use-ready-offline";
import { ViewMenu } from "@/components/annotate/view-menu";
import { useWordsLocale } from "@/components/ui/locale";
import type { Extra } from "@/lib/extras/schema";
import { loadKindForm } from "@/lib/kinds/registry.client";

/** The item on screen and the next ones: enough that nobody waits, few enough that others have work. */
const usualAhead = 4;

export interface DeskScreenProps {
  userId: string;
  projectId: string;
  backHref: string;
  campaign: {
    id: string;
    name: string;
    kind: string;
    config: unknown;
    extras: Extra[];
    highlightedWords: string[];
    leaseSeconds: number;
    guideVersion: number;
    questionVersion: number;
  };
  /** the newest first */
  guides: DeskGuide[];
  progress: Progress;
  /** said to this person by those who run the campaign, empty where there is nothing to say */
  notice: string;
  store: LocalStore;
  /** written without a network in an earlier visit */
  localDrafts: LocalDraft[];
}

type Panel = "guide" | "changes" | "answers" | "keys" | "help" | "view" | null;

export function DeskScreen(props: DeskScreenProps) {
  const { userId, projectId, backHref, campaign, guides, progress: initial, store, localDrafts } = props;
  const locale = useWordsLocale();
  const settings = useDeskSettings();
  const place = useMemo<Place>(() => ({ projectId, campaignId: campaign.id }), [projectId, campaign.id]);
  const form = useQuery({
    queryKey: ["kind-form", campaign.kind],
    queryFn: () => loadKindForm(campaign.kind),
    staleTime: Infinity,
    retry: 2,
    networkMode: "always",
  });
  const [panel, setPanel] = useState<Panel>(null);
  const { notice, putAway } = useStandingNotice(place, props.notice);
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
  const { queue, progress, waiting, undoing } = work;
  const { state } = queue;

  function onAction(action: DeskAction): boolean {
    if (action === "undo") void work.takeBack();
    else if (action === "guide" || action === "answers" || action === "keys" || action === "help" || action === "view") setPanel(action);
    else return false;
    return true;
  }
  useDeskKeys(state.phase !== "work" && panel === null, { map: keys, act: onAction, press: () => false });

  const seen = settings.seenGuides[campaign.id] ?? null;
  const guideIsNew = seen !== null && seen < campaign.guideVersion;
  const { change, seenGuides } = settings;
  useEffect(() => {
    if (seen === null) change({ seenGuides: { ...seenGuides, [campaign.id]: campaign.guideVersion } });
  }, [seen, change, seenGuides, campaign.id, campaign.guideVersion]);
  const guideRead = (): void => change({ seenGuides: { ...seenGuides, [campaign.id]: campaign.guideVersion } });

  const head = (draft: DraftState | null) => (
    <>
      <DeskHead
        backHref={backHref}
        campaign={campaign.name}
        progress={progress}
        guideVersion={campaign.guideVersion}
        onGuide={() => setPanel("guide")}
        onHistory={() => setPanel("answers")}
        onKeys={() => setPanel("keys")}
        menu={
          <ViewMenu
            open={panel === "view"}
            onOpenChange={(open) => setPanel(open ? "view" : null)}
            onKeys={() => setPanel("keys")}
            onGuide={() => setPanel("guide")}
            onHistory={() => setPanel("answers")}
            offline={{ ...offline, held: queue.ready }}
          />
        }
        state={<WorkState waiting={waiting} trouble={work.trouble} draft={draft} />}
      />
      {work.trouble === "signed-out" || draft?.signedOut ? <SignedOut waiting={waiting} /> : null}
      {notice === "" || state.phase === "paused" ? null : (
        <StandingNotice message={notice} onGuide={() => setPanel("guide")} onDone={putAway} />
      )}
      {guideIsNew ? (
        <GuideNews
          from={seen}
          to={campaign.guideVersion}
          note={guides[0]?.note ?? ""}
          onLook={() => setPanel("changes")}
          onDone={guideRead}
        />
      ) : null}
    </>
  );

  const screen = () => {
    if (state.phase !== "work" || form.isError) {
      return (
        <DeskRest
          head={head(null)}
          state={form.isError ? { phase: "form" } : state}
          backHref={backHref}
          progress={progress}
          waiting={waiting}
          undoing={undoing}
          onRetry={() => {
            if (form.isError) void form.refetch();
            queue.retry();
          }}
          onUndo={() => void work.takeBack()}
        />
      );
    }
    if (state.work.questionVersion > campaign.questionVersion) return <QuestionChanged head={head(null)} />;
    const ready = form.data;
    if (!ready) return <DeskLoading head={head(null)} />;
    // The next item is drawn behind the one on screen, where there is time, and only has to be uncovered.
    return [state.work, ...(state.next ? [state.next] : [])].map((item, index) => (
      <Activity key={`${item.assignmentId} ${item.epoch}`} mode={index === 0 ? "visible" : "hidden"}>
        <DeskItem
          place={place}
          store={store}
          work={item}
          form={ready}
          config={campaign.config}
          extras={campaign.extras}
          highlighted={campaign.highlightedWords}
          remembered={work.drafts.current.get(item.assignmentId)}
          current={index === 0}
          takeFocus={index === 0 && work.moved.current}
          covered={panel !== null}
          keys={keys}
          head={head}
          onChange={(draft) => work.drafts.current.set(item.assignmentId, draft)}
          onSubmit={(answer) => work.submit(item, answer)}
          onSkip={(reason, note) => work.skip(item, reason, note)}
          onLater={work.later}
          onLost={(message) => queue.markLost(item.assignmentId, message)}
          onAction={onAction}
          undoing={undoing}
        />
      </Activity>
    ));
  };

  const close = (open: boolean): void => {
    if (!open) setPanel(null);
  };
  return (
    <>
      {/* outside the items: one that goes takes its own regions along before they are read out */}
      <p role="status" className="sr-only">
        {work.announced}
      </p>
      {screen()}
      {form.data ? (
        <>
          <HistoryPanel
            open={panel === "answers"}
            onOpenChange={close}
            place={place}
            form={form.data}
            config={campaign.config}
            extras={campaign.extras}
            done={progress.done}
            aside={work.aside.rows}
            onForget={work.aside.forget}
          />
          <KeySheet open={panel === "keys"} onOpenChange={close} answerKeys={form.data.keys(campaign.config, locale)} />
          <HelpPanel
            open={panel === "help"}
            onOpenChange={close}
            help={form.data.help?.(campaign.config) ?? []}
            answerKeys={form.data.keys(campaign.config, locale)}
            highlighted={campaign.highlightedWords}
            onGuide={() => setPanel("guide")}
          />
        </>
      ) : null}
      <GuidePanel
        open={panel === "guide" || panel === "changes"}
        onOpenChange={(open) => {
          if (!open && guideIsNew) guideRead();
          close(open);
        }}
        guides={guides}
        seen={guideIsNew ? seen : null}
        changes={panel === "changes"}
      />
    </>
  );
}
