"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Activity, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { undo } from "@/components/annotate/desk-api";
import type { Place, Progress } from "@/components/annotate/desk-api";
import { DeskHead, WorkState } from "@/components/annotate/desk-head";
import { DeskItem } from "@/components/annotate/desk-item";
import type { Given } from "@/components/annotate/desk-item";
import { DeskLoading } from "@/components/annotate/desk-notice";
import { DeskRest, QuestionChanged } from "@/components/annotate/desk-rest";
import { useSaid } from "@/components/annotate/desk-words";
import "@/components/annotate/desk.css";
import { useDeskSettings } from "@/components/annotate/desk-settings";
import { GuideNews, StandingNotice } from "@/components/annotate/guide-news";
import { GuidePanel } from "@/components/annotate/guide-panel";
import type { DeskGuide } from "@/components/annotate/guide-panel";
import { HelpPanel } from "@/components/annotate/help-panel";
import { HistoryPanel } from "@/components/annotate/history-panel";
import { keyMapOf } from "@/components/annotate/key-map";
import type { DeskAction } from "@/components/annotate/key-map";
import { KeySheet } from "@/components/annotate/key-sheet";
import { newKey } from "@/components/annotate/local-store";
import type { LocalDraft, LocalStore } from "@/components/annotate/local-store";
import { useAside } from "@/components/annotate/use-aside";
import { useDeskKeys } from "@/components/annotate/use-desk-keys";
import type { DraftState } from "@/components/annotate/use-draft";
import { useOutbox } from "@/components/annotate/use-outbox";
import { useProgress } from "@/components/annotate/use-progress";
import { useQueue } from "@/components/annotate/use-queue";
import type { Queue } from "@/components/annotate/use-queue";
import { itemsForOffline, useReadyOffline } from "@/components/annotate/use-ready-offline";
import { ViewMenu } from "@/components/annotate/view-menu";
import { promptLine } from "@/components/content/prompt-view";
import { useWordsLocale } from "@/components/ui/locale";
import { notifyDone, notifyFailed } from "@/components/ui/toast";
import type { Draft } from "@/lib/annotations/schema";
import type { LeaseRef, Work } from "@/lib/assignments/schema";
import type { SkipReason } from "@/components/annotate/desk-api";
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

const refOf = ({ assignmentId, epoch }: Work): LeaseRef => ({ assignmentId, epoch });

export function DeskScreen(props: DeskScreenProps) {
  const { userId, projectId, backHref, campaign, guides, progress: initial, store, localDrafts } = props;
  const t = useTranslations("desk");
  const said = useSaid();
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
  const [undoing, setUndoing] = useState(false);
  const [notice, setNotice] = useState(props.notice);
  const moved = useRef(false);
  const drafts = useRef(new Map<string, Draft>(localDrafts.map(({ assignmentId, draft }) => [assignmentId, draft])));
  const keys = useMemo(() => keyMapOf(settings.keys), [settings.keys]);
  const aside = useAside(store);
  const offline = useReadyOffline(campaign.id);

  const acknowledged = useRef<(did: "submit" | "skip") => void>(() => undefined);
  const askAlong = useRef<Queue["along"]>(async () => null);
  const outbox = useOutbox(store, `${userId}:${campaign.id}`, {
    along: () => askAlong.current(),
    sent: (did) => acknowledged.current(did),
    refused: async ({ entry, work }, problem) => {
      // A skip of an item that went to somebody else has done what it was meant to do.
      if (entry.did === "skip") return;
      await aside.put(entry, work ? promptLine(work.prompt) : "", problem.message);
      notifyFailed(t("aside.one"), { description: said(problem.message) });
    },
  });
  const counts = useProgress(place, initial, outbox.waiting);
  acknowledged.current = counts.acknowledged;

  const waitingIds = useRef<string[]>([]);
  waitingIds.current = outbox.waiting.map(({ entry }) => entry.assignmentId);
  /** handed to the outbox, which has not said so yet */
  const given = useRef(new Set<string>());
  const beingSent = useCallback(() => [...new Set([...waitingIds.current, ...given.current])], []);

  const queue = useQueue({
    place,
    userId,
    store,
    leaseSeconds: campaign.leaseSeconds,
    ahead: offline.ready ? itemsForOffline : usualAhead,
    beingSent,
  });
  const { state, arrived } = queue;
  askAlong.current = queue.along;
  const knownIds = useRef<string[]>([]);
  useEffect(() => {
    for (const id of waitingIds.current) given.current.delete(id);
    for (const id of knownIds.current) if (!waitingIds.current.includes(id)) arrived(id);
    knownIds.current = waitingIds.current;
  }, [outbox.waiting, arrived]);

  function submitted(work: Work, { activeSeconds, ...draft }: Given) {
    drafts.current.delete(work.assignmentId);
    moved.current = true;
    given.current.add(work.assignmentId);
    const { questionVersion } = work;
    outbox.add({ did: "submit", ...place, ...refOf(work), idemKey: newKey(), questionVersion, ...draft, activeSeconds }, work);
    queue.advance();
  }

  function skipped(work: Work, reason: SkipReason, note: string) {
    drafts.current.delete(work.assignmentId);
    moved.current = true;
    given.current.add(work.assignmentId);
    outbox.add({ did: "skip", ...place, ...refOf(work), reason, note }, work);
    queue.advance();
  }

  /** What was done without a network is taken back here; what has arrived, on the server. */
  async function takeBack() {
    if (undoing) return;
    setUndoing(true);
    try {
      const unsent = outbox.trouble === null ? null : await outbox.takeBack();
      if (unsent?.work) {
        const { entry, work } = unsent;
        if (entry.did === "submit") drafts.current.set(work.assignmentId, entry);
        moved.current = true;
        queue.putBack(work);
        notifyDone(t(entry.did === "submit" ? "undone.submit" : "undone.skip"));
        return;
      }
      if (!(await outbox.flush())) throw new Error(t("undone.onTheWay"));
      const undone = await undo(place);
      drafts.current.delete(undone.assignmentId);
      given.current.delete(undone.assignmentId);
      moved.current = true;
      counts.takenBack(undone.was);
      await queue.show(undone.assignmentId);
      notifyDone(t(undone.was === "submit" ? "undone.submit" : "undone.skip"));
    } catch (error) {
      notifyFailed(t("undone.nothing"), { description: error instanceof Error ? said(error.message) : undefined });
    } finally {
      setUndoing(false);
    }
  }

  function onAction(action: DeskAction): boolean {
    if (action === "undo") void takeBack();
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
        progress={counts.progress}
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
        state={<WorkState waiting={outbox.waiting.length} trouble={outbox.trouble} draft={draft} />}
      />
      {notice === "" ? null : <StandingNotice message={notice} onGuide={() => setPanel("guide")} onDone={() => setNotice("")} />}
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
          progress={counts.progress}
          waiting={outbox.waiting.length}
          undoing={undoing}
          onRetry={() => {
            if (form.isError) void form.refetch();
            queue.retry();
          }}
          onUndo={() => void takeBack()}
        />
      );
    }
    if (state.work.questionVersion > campaign.questionVersion) return <QuestionChanged head={head(null)} />;
    const ready = form.data;
    if (!ready) return <DeskLoading head={head(null)} />;
    // The next item is drawn behind the one on screen, where there is time, and only has to be uncovered.
    return [state.work, ...(state.next ? [state.next] : [])].map((work, index) => (
      <Activity key={`${work.assignmentId} ${work.epoch}`} mode={index === 0 ? "visible" : "hidden"}>
        <DeskItem
          place={place}
          store={store}
          work={work}
          form={ready}
          config={campaign.config}
          extras={campaign.extras}
          remembered={drafts.current.get(work.assignmentId)}
          current={index === 0}
          takeFocus={index === 0 && moved.current}
          covered={panel !== null}
          keys={keys}
          head={head}
          onChange={(draft) => drafts.current.set(work.assignmentId, draft)}
          onSubmit={(answer) => submitted(work, answer)}
          onSkip={(reason, note) => skipped(work, reason, note)}
          onLost={(message) => queue.markLost(work.assignmentId, message)}
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
            done={counts.progress.done}
            aside={aside.rows}
            onForget={aside.forget}
          />
          <KeySheet open={panel === "keys"} onOpenChange={close} answerKeys={form.data.keys(campaign.config, locale)} />
          <HelpPanel
            open={panel === "help"}
            onOpenChange={close}
            help={form.data.help?.(campaign.config) ?? []}
            answerKeys={form.data.keys(campaign.config, locale)}
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
