"use client";

import { Redo2, Undo2 } from "lucide-react";
import { useId, useRef } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { Button } from "@/components/ui/button";
import type { KindFormProps } from "@/lib/kinds/contract";
import { directionOf, markInTheWay } from "@/lib/kinds/segment/draft";
import { Leads } from "@/lib/kinds/segment/leads.client";
import { pressInText } from "@/lib/kinds/segment/mark-keys.client";
import { MarkedText } from "@/lib/kinds/segment/marked-text.client";
import { NoteCard, NoteSummary } from "@/lib/kinds/segment/note.client";
import { openAnswer } from "@/lib/kinds/segment/open-answer";
import { Picked } from "@/lib/kinds/segment/picked.client";
import type { SegmentConfig, SegmentSpan } from "@/lib/kinds/segment/schema";
import type { History } from "@/lib/kinds/segment/use-history.client";
import { useMargin } from "@/lib/kinds/segment/use-margin.client";
import { useMarking } from "@/lib/kinds/segment/use-marking.client";
import type { Marking } from "@/lib/kinds/segment/use-marking.client";
import { useWords } from "@/lib/kinds/segment/words.client";

/** The text in the middle, each mark's note beside its line like an editor's proof. */
export function SegmentResponses(props: KindFormProps) {
  const t = useWords();
  const { config, text, response } = openAnswer(props);
  const canvas = useRef<HTMLDivElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const hintId = useId();
  const spans = response.spans ?? [];
  const direction = directionOf(text);
  const { layout, noteRef } = useMargin(canvas, root, spans.length, direction === "rtl");
  const marking = useMarking({ root, config, text, given: props.response, response, onChange: props.onChange });
  const { picked, hold, active, hint, quiet, open, mark } = marking;

  function onKey(event: KeyboardEvent<HTMLDivElement>) {
    if (event.target !== root.current || event.nativeEvent.isComposing || !root.current) return;
    if (!pressInText(event, { root: root.current, config, text, spans, marking })) return;
    event.preventDefault();
    event.stopPropagation();
  }

  const note = (index: number): ReactNode => <MarkNote config={config} span={spans[index]} index={index} marking={marking} />;
  const selected = picked && picked.end > picked.start ? text.slice(picked.start, picked.end) : "";
  const collision = picked && markInTheWay(config, response, picked);
  return (
    <div className="seg-roll">
      <Steps mode={config.mode} direction={direction} history={marking.history} />
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
          onMark={open}
          onKey={onKey}
          below={
            layout.wide
              ? null
              : (line, marks) =>
                  marks.map(({ index, end }) =>
                    end >= line.start && end <= line.end ? (
                      <div key={`note ${index}`} className="seg-below" dir="ltr" data-unread="">
                        {note(index)}
                      </div>
                    ) : null,
                  )
          }
        />
        {spans.length === 0 && response.noError !== true ? (
          <p className="seg-begin" dir="ltr">
            {t(`begin.${config.mode}`)}
          </p>
        ) : null}
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
            onMove={(index) => marking.move(index, picked)}
          />
        ) : null}
        <p role="status" className="sr-only">
          {hint === "" && active === null && selected !== "" ? t("selected", { words: selected.slice(0, 200) }) : hint}
        </p>
      </div>
    </div>
  );
}

/** Back and forth through what was done to the text. */
function Steps({ mode, direction, history }: { mode: SegmentConfig["mode"]; direction: "ltr" | "rtl"; history: History }) {
  const t = useWords();
  return (
    <div className="seg-tools" dir={direction}>
      <Button variant="quiet" size="icon" aria-label={t(`undo.${mode}`)} disabled={!history.canUndo} onClick={history.undo}>
        <Undo2 aria-hidden="true" />
      </Button>
      <Button variant="quiet" size="icon" aria-label={t(`redo.${mode}`)} disabled={!history.canRedo} onClick={history.redo}>
        <Redo2 aria-hidden="true" />
      </Button>
    </div>
  );
}

type MarkNoteProps = { config: SegmentConfig; span: SegmentSpan | undefined; index: number; marking: Marking };

/** The note of a mark: the open one to be written in, the others as a line that opens them. */
function MarkNote({ config, span, index, marking }: MarkNoteProps) {
  if (!span) return null;
  if (marking.active !== index) return <NoteSummary config={config} span={span} number={index + 1} onOpen={() => marking.open(index)} />;
  return (
    <NoteCard
      key={`${span.start}-${span.end}`}
      config={config}
      span={span}
      number={index + 1}
      fresh={marking.fresh}
      onChange={(change, field) => marking.change(index, change, field)}
      onRemove={() => marking.remove(index)}
      onClose={marking.close}
      alike={marking.alike}
      onAlike={() => marking.markAlike(index)}
    />
  );
}
