"use client";

import { Redo2, Undo2 } from "lucide-react";
import { useId, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { Button } from "@/components/ui/button";
import type { KindFormProps } from "@/lib/kinds/contract";
import { addMark, changeMark, directionOf, markBeside, markInTheWay, removeMark, withoutSpaces } from "@/lib/kinds/segment/draft";
import type { Place } from "@/lib/kinds/segment/draft";
import { Leads } from "@/lib/kinds/segment/leads.client";
import { MarkedText } from "@/lib/kinds/segment/marked-text.client";
import { moveCaret } from "@/lib/kinds/segment/move-caret.client";
import { NoteCard, NoteSummary } from "@/lib/kinds/segment/note.client";
import { openAnswer } from "@/lib/kinds/segment/open-answer";
import { Picked } from "@/lib/kinds/segment/picked.client";
import { selectBetween, selectedBetween } from "@/lib/kinds/segment/text-places.client";
import { useHistory } from "@/lib/kinds/segment/use-history.client";
import { useMargin } from "@/lib/kinds/segment/use-margin.client";
import { usePicked, wholeCharacters } from "@/lib/kinds/segment/use-picked.client";
import { useWords } from "@/lib/kinds/segment/words.client";

/** The text in the middle, each mark's note beside its line like an editor's proof. */
export function SegmentResponses(props: KindFormProps) {
  const t = useWords();
  const { config, text, response } = openAnswer(props);
  const canvas = useRef<HTMLDivElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<number | null>(null);
  const [fresh, setFresh] = useState(false);
  const [hint, setHint] = useState("");
  // Where the caret was put and nobody moved it: at the beginning, or back from a note at its end. What could be inserted
  // there need not be offered.
  const [quiet, setQuiet] = useState<number | null>(0);
  const hintId = useId();
  const { picked, forget, hold } = usePicked(root, text);
  const spans = response.spans ?? [];
  const direction = directionOf(text);
  const { layout, noteRef } = useMargin(canvas, root, spans.length, direction === "rtl");
  const history = useHistory(props.response, response, props.onChange, () => setActive(null));

  function returnTo(offset: number) {
    setQuiet(offset);
    root.current?.focus({ preventScroll: true });
    if (root.current) selectBetween(root.current, offset, offset);
  }

  function open(index: number, isFresh = false) {
    setHint("");
    setFresh(isFresh);
    setActive(index);
    document.getSelection()?.removeAllRanges();
    forget();
  }

  function close() {
    const span = active === null ? undefined : spans[active];
    setActive(null);
    returnTo(span?.end ?? 0);
  }

  /** A new note at a place, with other words than stand there where `replacement` says so. */
  function mark(place: Place, replacement?: string) {
    if (place.start === place.end && config.mode === "critique") return;
    // Spaces at the ends of what is rewritten are rarely meant; those of what is deleted are.
    const meant = replacement === "" ? place : withoutSpaces(text, place);
    const inTheWay = markInTheWay(config, response, meant);
    if (inTheWay !== null) {
      setHint(t(`taken.${config.mode}`, { number: inTheWay + 1 }));
      return;
    }
    const added = addMark(config, text, response, meant, replacement);
    history.apply(added.response);
    open(added.index, true);
  }

  function move(index: number, place: Place) {
    if (markInTheWay(config, response, place, index) !== null) {
      setHint(t(`shared.${config.mode}`));
      return;
    }
    const span = spans[index];
    // Words that nobody rewrote yet follow their place.
    const untouched = span?.replacement !== undefined && span.replacement === span.text;
    const next = changeMark(config, text, response, index, {
      ...place,
      ...(untouched ? { replacement: text.slice(place.start, place.end) } : {}),
    });
    history.apply(next);
    open((next.spans ?? []).findIndex((one) => one.start === place.start && one.end === place.end && one.on !== "source"));
  }

  function remove(index: number) {
    const span = spans[index];
    history.apply(removeMark(config, text, response, index));
    setActive(null);
    returnTo(span?.start ?? 0);
  }

  function onKey(event: KeyboardEvent<HTMLDivElement>) {
    if (event.target !== root.current || event.nativeEvent.isComposing || !root.current) return;
    const done = act(event, root.current);
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  }

  function act(event: KeyboardEvent<HTMLDivElement>, element: HTMLDivElement): boolean {
    const chord = event.ctrlKey || event.metaKey;
    if (moveCaret(event, element, text)) {
      setQuiet(null);
      return true;
    }
    if (chord || event.altKey) return false;
    // As it is now: the event that tells of a new selection comes after the next key of a quick hand.
    const found = selectedBetween(element);
    const here = found && wholeCharacters(text, found.anchor, found.focus);
    const selected = here !== null && here.end > here.start;
    switch (event.key) {
      case "Enter": {
        if (!here) return false;
        if (selected) {
          mark(here);
          return true;
        }
        // Enter ended the note; once more sends the answer.
        if (here.start === quiet) return false;
        const inside = spans.findIndex((span) => span.on !== "source" && span.start <= here.start && here.start <= span.end);
        if (inside >= 0) open(inside);
        return inside >= 0;
      }
      case "i":
      case "Insert":
        if (here && config.mode === "correct") mark({ start: here.end, end: here.end }, "");
        return here !== null;
      case "Delete":
      case "Backspace":
        if (selected && config.mode === "correct") mark(here, "");
        return selected;
      case "j":
      case "k":
        if (spans.length > 0) open(markBeside(spans, here?.start ?? -1, event.key === "j" ? 1 : -1));
        return spans.length > 0;
      case "Escape":
        element.blur();
        document.getSelection()?.removeAllRanges();
        return true;
      default:
        return false;
    }
  }

  const note = (index: number): ReactNode => {
    const span = spans[index];
    if (!span) return null;
    if (active !== index) return <NoteSummary config={config} span={span} number={index + 1} onOpen={() => open(index)} />;
    return (
      <NoteCard
        key={`${span.start}-${span.end}`}
        config={config}
        span={span}
        number={index + 1}
        fresh={fresh}
        onChange={(change, field) => history.apply(changeMark(config, text, response, index, change), `${index} ${field}`)}
        onRemove={() => remove(index)}
        onClose={close}
      />
    );
  };

  const collision = picked && markInTheWay(config, response, picked);
  return (
    <div className="seg-roll">
      <div className="seg-tools" dir={direction}>
        <Button variant="quiet" size="icon" aria-label={t(`undo.${config.mode}`)} disabled={!history.canUndo} onClick={history.undo}>
          <Undo2 aria-hidden="true" />
        </Button>
        <Button variant="quiet" size="icon" aria-label={t(`redo.${config.mode}`)} disabled={!history.canRedo} onClick={history.redo}>
          <Redo2 aria-hidden="true" />
        </Button>
      </div>
      <div ref={canvas} className="seg-canvas" dir={direction} data-wide={layout.wide || undefined} style={{ minHeight: layout.height }}>
        <p id={hintId} className="sr-only">
          {t(`walk.${config.mode}`)}
        </p>
        <MarkedText
          rootRef={root}
          text={text}
          response={response}
          active={active}
          hintId={hintId}
          name={t("response")}
          onMark={(index) => open(index)}
          onKey={onKey}
          below={
            layout.wide
              ? null
              : (line, marks) =>
                  marks.map(({ index, end }) =>
                    end >= line.start && end <= line.end ? (
                      <div key={`note ${index}`} className="seg-below" dir="ltr">
                        {note(index)}
                      </div>
                    ) : null,
                  )
          }
        />
        {spans.length === 0 && response.noError !== true ? <p className="seg-begin">{t(`begin.${config.mode}`)}</p> : null}
        {layout.wide ? (
          <div className="seg-margin">
            {spans.map((span, index) =>
              span.on === "source" ? null : (
                <div
                  key={`${index} ${active === index ? "open" : "shut"}`}
                  ref={noteRef(index)}
                  className="seg-slot"
                  dir="ltr"
                  data-active={active === index || undefined}
                  style={{ top: layout.places[index]?.top ?? 0 }}
                >
                  {note(index)}
                </div>
              ),
            )}
          </div>
        ) : null}
        <Leads layout={layout} />
        {active === null && picked ? (
          <Picked
            canvas={canvas.current}
            root={root.current}
            place={picked}
            mode={config.mode}
            inTheWay={collision ?? null}
            quiet={picked.start === picked.end && picked.start === quiet}
            hint={hint}
            hold={hold}
            onMark={() => mark(picked)}
            onDelete={() => mark(picked, "")}
            onInsert={() => mark({ start: picked.end, end: picked.end }, "")}
            onOpen={open}
            onMove={(index) => move(index, picked)}
          />
        ) : null}
        <p role="status" className="sr-only">
          {hint !== ""
            ? hint
            : active === null && picked && picked.end > picked.start
              ? t("selected", { words: text.slice(picked.start, picked.end).slice(0, 200) })
              : ""}
        </p>
      </div>
    </div>
  );
}
