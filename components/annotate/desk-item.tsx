"use client";

import { Flag, MessageSquare, Undo2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { Place, SkipReason } from "@/components/annotate/desk-api";
import { DeskPanes } from "@/components/annotate/desk-panes";
import { DeskPrompt } from "@/components/annotate/desk-prompt";
import { KeySheet } from "@/components/annotate/key-sheet";
import { SkipDialog } from "@/components/annotate/skip-dialog";
import { useActiveTime } from "@/components/annotate/use-active-time";
import { useDeskKeys } from "@/components/annotate/use-desk-keys";
import { useDraft } from "@/components/annotate/use-draft";
import type { DraftState } from "@/components/annotate/use-draft";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { draftSchema } from "@/lib/annotations/schema";
import type { Draft } from "@/lib/annotations/schema";
import type { Work } from "@/lib/assignments/schema";
import { cn } from "@/lib/cn";
import type { KindForm } from "@/lib/kinds/contract";

const emptyDraft: Draft = { response: null, comment: "", flagged: false, extras: [] };

const draftOf = (value: unknown): Draft => {
  const parsed = draftSchema.safeParse(value);
  return parsed.success ? parsed.data : emptyDraft;
};

export type Given = Draft & { activeSeconds: number };

export interface DeskItemProps {
  place: Place;
  work: Work;
  form: KindForm;
  config: unknown;
  /** what was written here before the item left the screen for a while */
  remembered: Draft | undefined;
  /** the first item of a visit does not take the focus from where the page put it */
  takeFocus: boolean;
  sheetOpen: boolean;
  /** the guide or the list of answers lies over the desk */
  covered: boolean;
  onSheet: (open: boolean) => void;
  onGuide: () => void;
  onHistory: () => void;
  head: (draft: DraftState) => ReactNode;
  onChange: (draft: Draft) => void;
  onSubmit: (given: Given) => void;
  onSkip: (reason: SkipReason, note: string) => void;
  onUndo: () => void;
  undoing: boolean;
  onLost: (message: string) => void;
}

export function DeskItem(props: DeskItemProps) {
  const { place, work, form, config, onSubmit } = props;
  const [draft, setDraft] = useState<Draft>(() => props.remembered ?? draftOf(work.draft));
  const [folded, setFolded] = useState(() => window.matchMedia("(width < 720px)").matches);
  const [skipping, setSkipping] = useState(false);
  const [missing, setMissing] = useState<string[]>([]);
  const comment = useRef<HTMLInputElement>(null);
  const top = useRef<HTMLDivElement>(null);
  const activeTime = useActiveTime();
  const keeper = useDraft(place, work, props.onLost);
  const input = {
    config,
    unitKey: work.unitKey,
    shownOrder: work.candidates.map((candidate) => candidate.ordinal),
    candidates: work.candidates,
    response: draft.response,
  };

  const { takeFocus } = props;
  useEffect(() => {
    if (takeFocus) top.current?.focus({ preventScroll: true });
  }, [takeFocus]);

  function change(next: Draft) {
    setDraft(next);
    setMissing([]);
    keeper.keep(next);
    props.onChange(next);
  }

  function send() {
    const reasons = form.missing(input);
    setMissing(reasons);
    if (reasons.length > 0) return;
    keeper.close();
    onSubmit({ ...draft, activeSeconds: activeTime() });
  }

  useDeskKeys(!skipping && !props.sheetOpen && !props.covered, (key) => {
    const acts: Record<string, () => void> = {
      Enter: send,
      s: () => setSkipping(true),
      f: () => change({ ...draft, flagged: !draft.flagged }),
      c: () => comment.current?.focus(),
      z: props.onUndo,
      p: () => setFolded(!folded),
      g: props.onGuide,
      h: props.onHistory,
      "?": () => props.onSheet(true),
    };
    const act = acts[key];
    if (act) {
      act();
      return true;
    }
    const response = form.press(input, key);
    if (response === undefined) return false;
    change({ ...draft, response });
    return true;
  });

  const { Answers } = form;
  return (
    <main className="desk" aria-label="Desk">
      {props.head(keeper)}
      <div ref={top} tabIndex={-1} className="min-w-0">
        <DeskPrompt prompt={work.prompt} folded={folded} onFold={() => setFolded(!folded)} />
      </div>
      <DeskPanes candidates={work.candidates} />
      <section className="desk-bar" aria-label="Your answer">
        <div className="desk-rows">
          <Answers {...input} onChange={(response) => change({ ...draft, response })} />
        </div>
        <Notes missing={missing} overwrote={keeper.overwrote} />
        <footer className="desk-foot">
          <div className="-ml-3 flex items-center gap-1 max-md:flex-1">
            <Button variant="quiet" onClick={() => setSkipping(true)}>
              Skip <Kbd className="desk-wide">S</Kbd>
            </Button>
            <Button
              variant="quiet"
              aria-pressed={draft.flagged}
              aria-label="Flag"
              onClick={() => change({ ...draft, flagged: !draft.flagged })}
              className={cn(draft.flagged && "border-ink font-semibold text-ink")}
            >
              <Flag className={cn(draft.flagged && "fill-current")} aria-hidden="true" />
              <span className="desk-wide">{draft.flagged ? "Flagged" : "Flag"}</span> <Kbd className="desk-wide">F</Kbd>
            </Button>
          </div>
          <label className="desk-say desk-wide">
            <MessageSquare className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
            <input
              ref={comment}
              aria-label="Comment"
              placeholder="Comment"
              maxLength={20_000}
              value={draft.comment}
              onChange={(event) => change({ ...draft, comment: event.target.value })}
              onKeyDown={(event) => {
                if (event.nativeEvent.isComposing) return;
                if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) send();
                else if (event.key === "Escape" || event.key === "Enter") top.current?.focus({ preventScroll: true });
                else return;
                event.preventDefault();
                event.stopPropagation();
              }}
            />
            <Kbd>C</Kbd>
          </label>
          <div className="flex items-center justify-end gap-2">
            <Button variant="quiet" aria-label="Undo" loading={props.undoing} onClick={props.onUndo}>
              {props.undoing ? null : <Undo2 aria-hidden="true" />}
              <span className="desk-wide">Undo</span> <Kbd className="desk-wide">Z</Kbd>
            </Button>
            <Button
              variant="primary"
              size="lg"
              onClick={send}
              className="h-9 min-w-[132px] justify-between text-14 max-md:h-11 max-md:min-w-28 max-md:justify-center"
            >
              Submit{" "}
              <Kbd onAccent className="desk-wide">
                ↵
              </Kbd>
            </Button>
          </div>
        </footer>
      </section>
      <SkipDialog
        open={skipping}
        onOpenChange={setSkipping}
        onSkip={(reason, note) => {
          setSkipping(false);
          keeper.close();
          props.onSkip(reason, note);
        }}
      />
      <KeySheet open={props.sheetOpen} onOpenChange={props.onSheet} answerKeys={form.keys(config)} />
    </main>
  );
}

/** What stands in the way, said where the answer is given. */
function Notes({ missing, overwrote }: { missing: string[]; overwrote: boolean }) {
  return (
    <div role="alert" className="px-[var(--desk-gutter)] text-13">
      {missing.length > 0 ? <p className="pb-2 font-medium text-bad">{missing.join(" ")}</p> : null}
      {overwrote ? (
        <p className="pb-2 text-ink-2">Another tab wrote a draft of this item too. What stands here is the one that is kept.</p>
      ) : null}
    </div>
  );
}
