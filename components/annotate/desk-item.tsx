"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { CSSProperties, ReactNode } from "react";
import { ContentWarning } from "@/components/annotate/content-warning";
import type { Place, SkipReason } from "@/components/annotate/desk-api";
import { DeskFoot } from "@/components/annotate/desk-foot";
import { DeskPanes } from "@/components/annotate/desk-panes";
import { DeskPrompt } from "@/components/annotate/desk-prompt";
import { useDeskSettings } from "@/components/annotate/desk-settings";
import { ExtraFields } from "@/components/annotate/extra-fields";
import { focusDesk, focusNextStop, leaveField, releaseClicked } from "@/components/annotate/focus-desk";
import { ItemNotes } from "@/components/annotate/item-notes";
import { keySign } from "@/components/annotate/key-map";
import type { DeskAction, KeyMap } from "@/components/annotate/key-map";
import type { LocalStore } from "@/components/annotate/local-store";
import { SkipDialog } from "@/components/annotate/skip-dialog";
import type { SkipQuestion } from "@/components/annotate/skip-dialog";
import { useDeskKeys } from "@/components/annotate/use-desk-keys";
import type { DraftState } from "@/components/annotate/use-draft";
import { useHighlightedWords } from "@/components/annotate/use-highlighted-words";
import { useItemAnswer } from "@/components/annotate/use-item-answer";
import type { Given } from "@/components/annotate/use-item-answer";
import { letterOf } from "@/components/annotate/pane-mark";
import { ResponseContent } from "@/components/annotate/response-content";
import { ClockBar } from "@/components/media/clock-bar";
import { MediaStage } from "@/components/media/media-stage";
import { useClockKeys } from "@/components/media/use-clock-keys";
import { deskLayouts } from "@/lib/auth/preferences-schema";
import type { Draft } from "@/lib/annotations/schema";
import type { Work } from "@/lib/assignments/schema";
import { missingExtras } from "@/lib/extras/schema";
import type { Extra } from "@/lib/extras/schema";
import type { KindForm } from "@/lib/kinds/contract";

export interface DeskItemProps {
  place: Place;
  store: LocalStore;
  work: Work;
  form: KindForm;
  config: unknown;
  extras: Extra[];
  /** words of the campaign's list */
  highlighted: string[];
  /** what was written here before the item left the screen for a while */
  remembered: Draft | undefined;
  /** false while it is drawn ahead, behind the one on screen */
  current: boolean;
  /** the first item of a visit does not take the focus from where somebody put it */
  takeFocus: boolean;
  /** a panel or a sheet lies over the desk */
  covered: boolean;
  keys: KeyMap;
  head: (draft: DraftState | null) => ReactNode;
  onChange: (draft: Draft) => void;
  onSubmit: (given: Given) => void;
  onSkip: (reason: SkipReason, note: string) => void;
  /** another one first; this one comes back after those that are held here */
  onLater: () => void;
  onLost: (message: string) => void;
  /** what the desk does itself: guide, answers, keys, undo; returns whether it did */
  onAction: (action: DeskAction) => boolean;
  undoing: boolean;
}

/** One item: its texts, media and question, and what can be done with it. */
export function DeskItem(props: DeskItemProps) {
  return (
    <MediaStage>
      <Item {...props} />
    </MediaStage>
  );
}

function Item(props: DeskItemProps) {
  const { work, form, config, extras, keys, current } = props;
  const t = useTranslations("desk");
  const settings = useDeskSettings();
  const { raw } = settings;
  const [folded, setFolded] = useState(() => settings.layout === "focus" || window.matchMedia("(width < 720px)").matches);
  const [shown, setShown] = useState(0);
  const [asked, setAsked] = useState<SkipQuestion | null>(null);
  const [veiled, setVeiled] = useState(settings.blurUnsafe && work.contentWarning !== null);
  const comment = useRef<HTMLTextAreaElement>(null);
  const top = useRef<HTMLDivElement>(null);
  const desk = useRef<HTMLElement>(null);
  useHighlightedWords(desk, props.highlighted);
  const clockKey = useClockKeys();
  const shownOrder = useMemo(() => work.candidates.map((candidate) => candidate.ordinal), [work]);
  // Where a kind has no responses of its own, the desk shows them in panes.
  const inPanes = form.Responses === null;
  const question = { config, unitKey: work.unitKey, shownOrder, candidates: work.candidates };
  const { draft, missing, keeper, change, send, close } = useItemAnswer({
    ...props,
    missingIn: ({ response, extras: given }) => [
      ...form.missing({ ...question, response }),
      ...missingExtras(extras, shownOrder, given, inPanes),
    ],
  });
  const input = { ...question, response: draft.response };
  const { takeFocus } = props;
  useEffect(() => {
    // A page that opens leaves the focus with nothing at all: from there Tab and the caret of a text would begin outside the item.
    if (takeFocus || document.activeElement === document.body) focusDesk();
  }, [takeFocus, veiled]);

  /** Behind what stands there already, say since yesterday: a browser would put the cursor before it. */
  function writeOn() {
    const field = comment.current;
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  }

  function flag() {
    change({ ...draft, flagged: !draft.flagged });
    // A flag says more with a word: the field for it is ready, and nobody has to use it.
    if (!draft.flagged && draft.comment === "") comment.current?.focus();
  }

  const acts: Partial<Record<DeskAction, () => void>> = {
    submit: () => send(),
    skip: () => setAsked("skip"),
    later: props.onLater,
    expert: () => setAsked("needs-expert"),
    report: () => setAsked("unsafe"),
    flag,
    comment: writeOn,
    next: () => focusNextStop(top.current?.closest("main") ?? document),
    prompt: () => setFolded(!folded),
    raw: () => settings.change({ raw: !raw }),
    ...(inPanes && work.candidates.length > 1
      ? {
          switch: () => setShown((shown + 1) % work.candidates.length),
          layout: () => settings.change({ layout: deskLayouts[(deskLayouts.indexOf(settings.layout) + 1) % deskLayouts.length] ?? "side" }),
          together: () => settings.change({ together: !settings.together }),
          diff: () => settings.change({ diff: !settings.diff }),
        }
      : {}),
  };
  useDeskKeys(current && asked === null && !props.covered && !veiled, {
    map: keys,
    act: (action) => {
      const act = acts[action];
      if (!act) return props.onAction(action);
      act();
      return true;
    },
    press: (key) => {
      if (clockKey(key)) return true;
      const response = form.press(input, key);
      if (response === undefined) return false;
      change({ ...draft, response });
      const completes = form.full?.({ ...input, response }) && !form.full(input);
      if (completes && settings.sendAtOnce && extras.length === 0) send({ ...draft, response });
      return true;
    },
  });

  const renderText = useCallback(
    (ordinal: number) => {
      const index = work.candidates.findIndex((candidate) => candidate.ordinal === ordinal);
      const whose = t("panes.response", { letter: letterOf(index, work.candidates.length, inPanes) });
      return <ResponseContent candidate={work.candidates[index]} whose={whose} raw={raw} />;
    },
    [work, raw, inPanes, t],
  );
  const { Answers, Responses } = form;
  const respond = (response: unknown): void => change({ ...draft, response });
  const style: CSSProperties & Record<"--desk-scale", number> = { "--desk-scale": settings.textScale };
  return (
    <main
      ref={desk}
      className="desk"
      aria-label={t("name")}
      data-face={settings.face}
      data-width={settings.width}
      style={style}
      onClick={releaseClicked}
    >
      {current ? props.head(keeper) : null}
      {veiled && work.contentWarning !== null ? (
        <ContentWarning warning={work.contentWarning} onShow={() => setVeiled(false)} onSkip={() => setAsked("unsafe")} />
      ) : (
        <>
          <div ref={top} tabIndex={-1} data-desk-focus="" className="min-w-0 outline-none">
            <DeskPrompt
              media={work.media}
              meta={work.meta}
              prompt={work.prompt}
              folded={folded}
              raw={raw}
              foldKey={keySign(keys.prompt)}
              onFold={() => setFolded(!folded)}
            />
          </div>
          {Responses ? (
            <div className="desk-own" data-answer="" onKeyDown={leaveField}>
              {current ? <Responses {...input} onChange={respond} renderText={renderText} /> : null}
            </div>
          ) : (
            <DeskPanes candidates={work.candidates} renderText={renderText} keys={keys} shown={shown} onShow={setShown} />
          )}
          {current ? (
            <section className="desk-bar" aria-label={t("answer")}>
              <ClockBar />
              <div className="desk-rows" data-answer="" onKeyDown={leaveField}>
                <div className="desk-question">
                  <Answers {...input} onChange={respond} />
                </div>
                <ExtraFields
                  extras={extras}
                  candidates={work.candidates}
                  inPanes={inPanes}
                  answers={draft.extras}
                  onChange={(answers) => change({ ...draft, extras: answers })}
                />
              </div>
              <ItemNotes missing={missing} overwrote={keeper.overwrote} />
              <DeskFoot
                draft={draft}
                keys={keys}
                comment={comment}
                undoing={props.undoing}
                onChange={change}
                onLeaveComment={focusDesk}
                onFlag={flag}
                onSkip={setAsked}
                onUndo={() => props.onAction("undo")}
                onLater={props.onLater}
                onSubmit={() => send()}
              />
            </section>
          ) : null}
        </>
      )}
      <SkipDialog
        question={asked}
        onClose={() => setAsked(null)}
        onSkip={(reason, note) => {
          setAsked(null);
          close();
          props.onSkip(reason, note);
        }}
      />
    </main>
  );
}
