"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronRight, Flag } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import { correct, readItem } from "@/components/annotate/desk-api";
import type { Place } from "@/components/annotate/desk-api";
import { useSaid } from "@/components/annotate/desk-words";
import { ExtraFields } from "@/components/annotate/extra-fields";
import { newKey } from "@/components/annotate/local-store";
import { PaneMark, letterOf } from "@/components/annotate/pane-mark";
import { ResponseContent } from "@/components/annotate/response-content";
import { useActiveTime } from "@/components/annotate/use-active-time";
import { MetaList } from "@/components/content/meta-list";
import { PromptView } from "@/components/content/prompt-view";
import { ClockBar } from "@/components/media/clock-bar";
import { MediaList } from "@/components/media/media-list";
import { MediaStage } from "@/components/media/media-stage";
import { Button } from "@/components/ui/button";
import { useWordsLocale } from "@/components/ui/locale";
import { Refusal } from "@/components/ui/refusal";
import { SkeletonText } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";
import { notifyDone, notifyFailed } from "@/components/ui/toast";
import type { AnsweredItem, Draft, OwnAnswer } from "@/lib/annotations/schema";
import { cn } from "@/lib/cn";
import { missingExtras } from "@/lib/extras/schema";
import type { Extra } from "@/lib/extras/schema";
import type { KindForm } from "@/lib/kinds/contract";

export interface HistoryEntryProps {
  answer: OwnAnswer;
  place: Place;
  form: KindForm;
  config: unknown;
  /** of the question that this page shows: an answer is not changed under another one unseen */
  questionVersion: number;
  extras: Extra[];
  /** changes that were begun and not sent, by answer: they outlive the panel that was closed over them */
  unsaved: Map<string, Draft>;
  onCorrected: () => void;
}

/** One answer as a line; opened, the whole item as it was shown, with the answer ready to be changed. */
export function HistoryEntry(props: HistoryEntryProps) {
  const { answer, place, form, config, unsaved } = props;
  const t = useTranslations("desk");
  const format = useFormatter();
  const locale = useWordsLocale();
  const { unitKey, shownOrder, response } = answer;
  const answered = form.answered({ config, unitKey, shownOrder, response }, locale);
  const [open, setOpen] = useState(() => unsaved.has(answer.id));
  const region = useId();
  const item = useQuery({
    queryKey: ["desk-item", answer.id],
    queryFn: () => readItem(place.projectId, answer.id),
    enabled: open,
    staleTime: Infinity,
  });
  return (
    <article aria-label={answer.title}>
      <button
        type="button"
        data-open=""
        aria-expanded={open}
        aria-controls={region}
        onClick={() => setOpen(!open)}
        className="flex w-full items-baseline gap-3 text-left max-md:min-h-11 max-md:items-center"
      >
        <ChevronRight className={cn("size-4 shrink-0 self-center text-ink-3", open && "rotate-90")} aria-hidden="true" />
        <span className="min-w-0 grow">
          <span className="cut block text-13 font-medium" dir="auto">
            {answer.title}
          </span>
          {answered === "" ? null : (
            <span className="line-clamp-2 text-12 text-ink-2" dir="auto">
              {answered}
            </span>
          )}
        </span>
        {answer.flagged ? <Flag className="size-3.5 shrink-0 self-center fill-current" aria-label={t("flag.done")} /> : null}
        <time className="num ml-auto shrink-0 text-12 text-ink-3" dateTime={answer.createdAt}>
          {format.dateTime(new Date(answer.createdAt), {
            day: "numeric",
            month: "short",
            hour: "2-digit",
            minute: "2-digit",
            hourCycle: "h23",
          })}
        </time>
      </button>
      {answer.comment && !open ? (
        <p className="mt-0.5 ml-7 text-ink-2" dir="auto">
          {answer.comment}
        </p>
      ) : null}
      <div id={region}>
        {open && item.isPending ? <SkeletonText lines={3} className="mt-3" /> : null}
        {open && item.isError ? (
          <p role="alert" className="mt-2">
            {t("history.failed")}{" "}
            <Button size="sm" onClick={() => void item.refetch()}>
              {t("again")}
            </Button>
          </p>
        ) : null}
        {open && item.data ? <Opened {...props} item={item.data} /> : null}
      </div>
    </article>
  );
}

function Opened({
  answer,
  place,
  form,
  config,
  questionVersion,
  extras,
  unsaved,
  onCorrected,
  item,
}: HistoryEntryProps & { item: AnsweredItem }) {
  const t = useTranslations("desk");
  const said = useSaid();
  const given: Draft = { response: answer.response, comment: answer.comment ?? "", flagged: answer.flagged, extras: answer.extras };
  const [draft, setDraft] = useState(() => unsaved.get(answer.id) ?? given);
  const [changed, setChanged] = useState(() => unsaved.has(answer.id));
  const [saving, setSaving] = useState(false);
  const [missing, setMissing] = useState<string[]>([]);
  const missingId = useId();
  const activeTime = useActiveTime(null, 0);
  // One key for one intended change, however often it has to be sent.
  const key = useRef("");
  const candidates = answer.shownOrder.flatMap((ordinal) => item.candidates.filter((candidate) => candidate.ordinal === ordinal));
  const input = { config, unitKey: answer.unitKey, shownOrder: answer.shownOrder, candidates, response: draft.response };
  const { Answers, Responses } = form;

  function change(patch: Partial<Draft>) {
    key.current = "";
    const next = { ...draft, ...patch };
    unsaved.set(answer.id, next);
    setDraft(next);
    setMissing([]);
    setChanged(true);
  }

  async function save() {
    const reasons = [...form.missing(input), ...missingExtras(extras, answer.shownOrder, draft.extras, Responses === null)];
    setMissing(reasons);
    if (reasons.length > 0) return;
    setSaving(true);
    key.current ||= newKey();
    try {
      await correct({
        ...place,
        annotationId: answer.id,
        idemKey: key.current,
        questionVersion,
        ...draft,
        activeSeconds: activeTime.seconds(),
      });
      unsaved.delete(answer.id);
      notifyDone(t("history.changed"));
      onCorrected();
    } catch (error) {
      notifyFailed(t("history.notChanged"), { description: error instanceof Error ? said(error.message) : undefined });
    } finally {
      setSaving(false);
    }
  }

  const nameOf = (index: number): string =>
    candidates.length === 1 ? t("panes.only") : t("panes.response", { letter: letterOf(index, candidates.length, Responses === null) });
  const renderText = (ordinal: number) => {
    const index = candidates.findIndex((candidate) => candidate.ordinal === ordinal);
    return <ResponseContent candidate={candidates[index]} whose={nameOf(index)} />;
  };
  return (
    <MediaStage>
      <div className="mt-3 grid gap-4">
        <section
          aria-label={t("prompt.name")}
          translate="no"
          className="max-h-80 overflow-y-auto rounded-control bg-ground px-4 py-3"
          tabIndex={0}
        >
          <PromptView prompt={item.prompt} />
          <MediaList media={item.media} whose={t("prompt.name")} />
          <MetaList meta={item.meta} name={t("prompt.meta")} />
        </section>
        <Refusal saidBy={missing.length > 0 ? missingId : null}>
          {Responses ? (
            <Responses {...input} onChange={(response) => change({ response })} renderText={renderText} />
          ) : (
            <div className={cn("grid gap-x-6 gap-y-4", candidates.length > 1 && "sm:grid-cols-2")}>
              {candidates.map(({ ordinal }, index) => (
                <section key={ordinal} aria-label={nameOf(index)} className="max-h-96 min-w-0 overflow-y-auto" tabIndex={0}>
                  {candidates.length > 1 ? (
                    <div className="mb-2">
                      <PaneMark index={index} count={candidates.length} />
                    </div>
                  ) : null}
                  {renderText(ordinal)}
                </section>
              ))}
            </div>
          )}
          <ClockBar />
          <div className="desk-answers [--answers-on:var(--raise)]">
            <Answers {...input} onChange={(response) => change({ response })} />
            <ExtraFields
              extras={extras}
              candidates={candidates}
              inPanes={Responses === null}
              answers={draft.extras}
              onChange={(answers) => change({ extras: answers })}
            />
          </div>
        </Refusal>
        <div role="alert" className="text-13 empty:hidden">
          {missing.length > 0 ? (
            <p id={missingId} className="font-medium text-bad">
              {missing.map(said).join(" ")}
            </p>
          ) : null}
        </div>
        <Textarea
          aria-label={t("comment.name")}
          placeholder={t("comment.name")}
          rows={2}
          dir="auto"
          value={draft.comment}
          maxLength={20_000}
          onChange={(event) => change({ comment: event.target.value })}
        />
        <div className="flex flex-wrap items-center justify-end gap-2">
          <Button
            variant="quiet"
            aria-pressed={draft.flagged}
            onClick={() => change({ flagged: !draft.flagged })}
            className={cn("mr-auto", draft.flagged && "border-ink font-semibold text-ink")}
          >
            <Flag aria-hidden="true" className={cn(draft.flagged && "fill-current")} /> {t(draft.flagged ? "flag.done" : "flag.verb")}
          </Button>
          {changed ? (
            <>
              <Button
                onClick={() => {
                  unsaved.delete(answer.id);
                  setDraft(given);
                  setMissing([]);
                  setChanged(false);
                }}
              >
                {t("history.leave")}
              </Button>
              <Button variant="primary" loading={saving} onClick={() => void save()}>
                {t("history.change")}
              </Button>
            </>
          ) : null}
        </div>
      </div>
    </MediaStage>
  );
}
