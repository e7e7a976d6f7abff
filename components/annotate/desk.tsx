"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { readProgress, skip, undo } from "@/components/annotate/desk-api";
import type { Place, Progress, SkipReason } from "@/components/annotate/desk-api";
import { DeskHead, WorkState } from "@/components/annotate/desk-head";
import { DeskItem } from "@/components/annotate/desk-item";
import type { Given } from "@/components/annotate/desk-item";
import { DeskLoading, DeskNotice } from "@/components/annotate/desk-notice";
import "@/components/annotate/desk.css";
import { HistoryPanel } from "@/components/annotate/history-panel";
import { newKey } from "@/components/annotate/outbox";
import { useDeskKeys } from "@/components/annotate/use-desk-keys";
import type { DraftState } from "@/components/annotate/use-draft";
import { useOutbox } from "@/components/annotate/use-outbox";
import { useQueue } from "@/components/annotate/use-queue";
import { ReadingText } from "@/components/content/reading-text";
import { Button } from "@/components/ui/button";
import { Drawer } from "@/components/ui/drawer";
import { LinkButton } from "@/components/ui/link-button";
import { notifyDone, notifyFailed } from "@/components/ui/toast";
import type { Draft } from "@/lib/annotations/schema";
import type { Work } from "@/lib/assignments/schema";
import { loadKindForm } from "@/lib/kinds/registry.client";

export interface DeskProps {
  userId: string;
  projectId: string;
  backHref: string;
  campaign: { id: string; name: string; kind: string; config: unknown; leaseSeconds: number; guideVersion: number };
  guide: string;
  progress: Progress;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : "It did not work. Nothing was lost; try again.");

/** Where people answer: one item at a time, the next one ready behind it. */
export function Desk({ userId, projectId, backHref, campaign, guide, progress: initialProgress }: DeskProps) {
  const [place] = useState<Place>({ projectId, campaignId: campaign.id });
  const client = useQueryClient();
  const progressKey = ["desk-progress", campaign.id];
  const progress = useQuery({
    queryKey: progressKey,
    queryFn: () => readProgress(place),
    initialData: initialProgress,
    staleTime: 30_000,
  }).data;
  const form = useQuery({
    queryKey: ["kind-form", campaign.kind],
    queryFn: () => loadKindForm(campaign.kind),
    staleTime: Infinity,
    retry: 2,
  });

  const drafts = useRef(new Map<string, Draft>());
  const moved = useRef(false);
  const recount = useCallback(() => client.invalidateQueries({ queryKey: ["desk-progress", campaign.id] }), [client, campaign.id]);

  const outbox = useOutbox(userId, place, {
    sent: () => void recount(),
    refused: (_entry, problem) => {
      notifyFailed("An answer was not taken", { description: problem.message });
      void recount();
    },
  });
  const queue = useQueue(place, campaign.leaseSeconds, outbox.holding);
  const [guideOpen, setGuideOpen] = useState(false);
  const [historyOpen, setHistoryOpen] = useState(false);
  const [sheetOpen, setSheetOpen] = useState(false);
  const [undoing, setUndoing] = useState(false);

  // The count follows the hand; the server's count, which knows what others did, comes a moment later.
  const count = (change: (before: Progress) => Progress): void => {
    client.setQueryData<Progress>(progressKey, (before) => before && change(before));
  };

  function submitted(work: Work, given: Given) {
    drafts.current.delete(work.assignmentId);
    moved.current = true;
    outbox.add({ ...place, assignmentId: work.assignmentId, epoch: work.epoch, idemKey: newKey(), ...given });
    count((before) => ({ ...before, done: before.done + 1, left: Math.max(0, before.left - 1) }));
    queue.advance();
  }

  async function skipped(work: Work, reason: SkipReason, note: string) {
    try {
      await skip(place, { assignmentId: work.assignmentId, epoch: work.epoch }, reason, note);
      drafts.current.delete(work.assignmentId);
      moved.current = true;
      count((before) => ({ ...before, skipped: before.skipped + 1, left: Math.max(0, before.left - 1) }));
      queue.advance();
    } catch (error) {
      notifyFailed("Not skipped", { description: messageOf(error) });
    }
  }

  async function takeBack() {
    if (undoing) return;
    setUndoing(true);
    try {
      if (!(await outbox.flush())) throw new Error("Your last answers are still on their way. Undo works once they have arrived.");
      const undone = await undo(place);
      drafts.current.delete(undone.assignmentId);
      moved.current = true;
      await queue.show(undone.assignmentId);
      void recount();
      notifyDone(undone.was === "submit" ? "Your last answer is back" : "The skipped item is back");
    } catch (error) {
      notifyFailed("Nothing was taken back", { description: messageOf(error) });
    } finally {
      setUndoing(false);
    }
  }

  const { state } = queue;
  useDeskKeys(state.phase === "empty" && !guideOpen && !historyOpen, (key) => {
    if (key === "z") void takeBack();
    else if (key === "g") setGuideOpen(true);
    else if (key === "h") setHistoryOpen(true);
    else return false;
    return true;
  });

  const noDraft: DraftState = { savedAt: null, saving: false, unsaved: false, overwrote: false };
  const head = (draft: DraftState) => (
    <DeskHead
      backHref={backHref}
      campaign={campaign.name}
      progress={progress}
      guideVersion={campaign.guideVersion}
      onGuide={() => setGuideOpen(true)}
      onHistory={() => setHistoryOpen(true)}
      onKeys={state.phase === "work" ? () => setSheetOpen(true) : undefined}
      state={<WorkState send={outbox} draft={draft} />}
    />
  );

  const leave = <LinkButton href={backHref}>Leave the desk</LinkButton>;
  const screen = () => {
    if (form.isError) {
      return (
        <DeskNotice
          head={head(noDraft)}
          action={
            <Button variant="primary" onClick={() => void form.refetch()}>
              Try again
            </Button>
          }
        >
          The form of this campaign could not be fetched. What you sent is safe.
        </DeskNotice>
      );
    }
    switch (state.phase) {
      case "loading":
        return <DeskLoading head={head(noDraft)} />;
      case "work": {
        if (!form.data) return <DeskLoading head={head(noDraft)} />;
        const { work } = state;
        return (
          <DeskItem
            key={`${work.assignmentId} ${work.epoch}`}
            place={place}
            work={work}
            form={form.data}
            config={campaign.config}
            remembered={drafts.current.get(work.assignmentId)}
            takeFocus={moved.current}
            sheetOpen={sheetOpen}
            covered={guideOpen || historyOpen}
            onSheet={setSheetOpen}
            onGuide={() => setGuideOpen(true)}
            onHistory={() => setHistoryOpen(true)}
            head={head}
            onChange={(draft) => drafts.current.set(work.assignmentId, draft)}
            onSubmit={(given) => submitted(work, given)}
            onSkip={(reason, note) => void skipped(work, reason, note)}
            onUndo={() => void takeBack()}
            undoing={undoing}
            onLost={(message) => queue.markLost(work.assignmentId, message)}
          />
        );
      }
      case "lost":
        return (
          <DeskNotice
            head={head(noDraft)}
            action={
              <Button variant="primary" onClick={queue.retry}>
                Show the next item
              </Button>
            }
          >
            {state.message}
          </DeskNotice>
        );
      case "empty":
        return (
          <DeskNotice
            head={head(noDraft)}
            action={
              <>
                {leave}
                <Button onClick={queue.retry}>Look again</Button>
                {progress.done + progress.skipped > 0 ? (
                  <Button variant="quiet" loading={undoing} onClick={() => void takeBack()}>
                    Undo the last
                  </Button>
                ) : null}
              </>
            }
          >
            {progress.done === 0
              ? "Nothing waits for you here. New items appear by themselves once somebody opens them."
              : `Nothing is left for you here. ${progress.done} ${progress.done === 1 ? "answer" : "answers"} of yours ${progress.done === 1 ? "is" : "are"} in${outbox.waiting > 0 ? `, ${outbox.waiting} of them still on the way` : ""}. Thank you.`}
          </DeskNotice>
        );
      case "paused":
        return (
          <DeskNotice
            head={head(noDraft)}
            action={
              <>
                {leave}
                <Button onClick={queue.retry}>Look again</Button>
              </>
            }
          >
            {state.message}
          </DeskNotice>
        );
      case "failed":
        return (
          <DeskNotice
            head={head(noDraft)}
            action={
              <Button variant="primary" onClick={queue.retry}>
                Try again
              </Button>
            }
          >
            {state.message}{" "}
            {outbox.waiting > 0
              ? `${outbox.waiting} of your answers are kept in this browser and go out once it is back.`
              : "What you sent is safe."}
          </DeskNotice>
        );
    }
  };

  return (
    <>
      {screen()}
      {form.data ? (
        <HistoryPanel
          open={historyOpen}
          onOpenChange={setHistoryOpen}
          place={place}
          form={form.data}
          config={campaign.config}
          done={progress.done}
        />
      ) : null}
      <Drawer
        title={`Guide, version ${campaign.guideVersion}`}
        open={guideOpen}
        onOpenChange={setGuideOpen}
        className="w-[min(560px,calc(100vw-48px))]"
      >
        <div className="px-5 pb-8">
          <ReadingText text={guide} />
        </div>
      </Drawer>
    </>
  );
}
