"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Flag } from "lucide-react";
import { useRef, useState } from "react";
import { correct, historyPage, readHistory } from "@/components/annotate/desk-api";
import type { Place } from "@/components/annotate/desk-api";
import { newKey } from "@/components/annotate/outbox";
import { Button } from "@/components/ui/button";
import { Drawer } from "@/components/ui/drawer";
import { SkeletonText } from "@/components/ui/skeleton";
import { notifyDone, notifyFailed } from "@/components/ui/toast";
import type { OwnAnswer } from "@/lib/annotations/schema";
import type { KindForm } from "@/lib/kinds/contract";

export interface HistoryPanelProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  place: Place;
  form: KindForm;
  config: unknown;
  /** answers in so far: a new one makes the list stale */
  done: number;
}

/** One's own answers, newest first, each as it was given. A slip is put right here; the older answer stays on record. */
export function HistoryPanel({ open, onOpenChange, place, form, config, done }: HistoryPanelProps) {
  const history = useInfiniteQuery({
    queryKey: ["desk-history", place.campaignId, done],
    queryFn: ({ pageParam }) => readHistory(place, pageParam),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => (last.length < historyPage ? undefined : pages.length * historyPage),
    enabled: open,
    staleTime: 0,
  });
  const answers = history.data?.pages.flat() ?? [];
  return (
    <Drawer title="Your answers" open={open} onOpenChange={onOpenChange} className="w-[min(620px,calc(100vw-24px))]">
      <div className="px-5 pb-8 [--desk-gutter:0px]">
        {history.isPending ? <SkeletonText lines={4} /> : null}
        {history.isError ? (
          <p role="alert">
            Your answers could not be fetched. They are safe.{" "}
            <Button size="sm" onClick={() => void history.refetch()}>
              Try again
            </Button>
          </p>
        ) : null}
        {history.isSuccess && answers.length === 0 ? <p className="text-ink-2">What you submit in this campaign is listed here.</p> : null}
        <ol>
          {answers.map((answer) => (
            <li key={answer.id} className="border-t border-rule py-3 first:border-t-0">
              <HistoryEntry answer={answer} place={place} form={form} config={config} onCorrected={() => void history.refetch()} />
            </li>
          ))}
        </ol>
        {history.hasNextPage ? (
          <Button loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
            Show older answers
          </Button>
        ) : null}
      </div>
    </Drawer>
  );
}

type EntryProps = Pick<HistoryPanelProps, "place" | "form" | "config"> & { answer: OwnAnswer; onCorrected: () => void };

const moment = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

function HistoryEntry({ answer, place, form, config, onCorrected }: EntryProps) {
  const [changed, setChanged] = useState<{ response: unknown } | null>(null);
  const [saving, setSaving] = useState(false);
  // One key for one intended change, however often it has to be sent.
  const key = useRef("");
  const { Answers } = form;
  const input = {
    config,
    unitKey: answer.unitKey,
    shownOrder: answer.shownOrder,
    candidates: [],
    response: changed ? changed.response : answer.response,
  };

  async function save() {
    if (!changed) return;
    const reasons = form.missing(input);
    if (reasons.length > 0) {
      notifyFailed(reasons.join(" "));
      return;
    }
    setSaving(true);
    key.current ||= newKey();
    try {
      await correct({
        ...place,
        annotationId: answer.id,
        idemKey: key.current,
        response: changed.response,
        comment: answer.comment ?? "",
        flagged: answer.flagged,
      });
      notifyDone("The answer is changed");
      onCorrected();
    } catch (error) {
      notifyFailed("The answer was not changed", { description: error instanceof Error ? error.message : undefined });
    } finally {
      setSaving(false);
    }
  }

  return (
    <article>
      <div className="flex items-baseline gap-3">
        <h3 className="cut text-13 font-medium" dir="auto">
          {answer.title}
        </h3>
        {answer.flagged ? <Flag className="size-3.5 shrink-0 self-center fill-current" aria-label="flagged" /> : null}
        <time className="num ml-auto shrink-0 text-12 text-ink-3" dateTime={answer.createdAt}>
          {moment.format(new Date(answer.createdAt))}
        </time>
      </div>
      {answer.comment ? (
        <p className="mt-0.5 text-ink-2" dir="auto">
          {answer.comment}
        </p>
      ) : null}
      <div className="desk-answers">
        <Answers
          {...input}
          onChange={(response) => {
            key.current = "";
            setChanged({ response });
          }}
        />
      </div>
      {changed ? (
        <div className="mt-1 flex justify-end gap-2">
          <Button size="sm" onClick={() => setChanged(null)}>
            Leave it as it was
          </Button>
          <Button size="sm" variant="primary" loading={saving} onClick={() => void save()}>
            Change the answer
          </Button>
        </div>
      ) : null}
    </article>
  );
}
