"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useDeskSettings } from "@/components/annotate/desk-settings";
import { useSaid } from "@/components/annotate/desk-words";
import { focusDesk, focusNextStop, leaveField } from "@/components/annotate/focus-desk";
import { keyMapOf, keySign } from "@/components/annotate/key-map";
import type { DeskAction } from "@/components/annotate/key-map";
import { PaneMark, letterOf } from "@/components/annotate/pane-mark";
import { ResponseContent } from "@/components/annotate/response-content";
import { useDeskKeys } from "@/components/annotate/use-desk-keys";
import { useJustCome } from "@/components/annotate/use-just-come";
import { useHighlightedWords } from "@/components/annotate/use-highlighted-words";
import { MetaList } from "@/components/content/meta-list";
import { PromptView } from "@/components/content/prompt-view";
import { ReadingText } from "@/components/content/reading-text";
import { ClockBar } from "@/components/media/clock-bar";
import { MediaList } from "@/components/media/media-list";
import { MediaStage } from "@/components/media/media-stage";
import { useClockKeys } from "@/components/media/use-clock-keys";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Kbd } from "@/components/ui/kbd";
import type { KindForm } from "@/lib/kinds/contract";
import type { TrainingFeedback, TrainingWork } from "@/lib/qualification/schema";

type Props = {
  form: KindForm;
  config: unknown;
  /** words of the campaign's list */
  highlighted: string[];
  work: TrainingWork;
  feedback: TrainingFeedback | null;
  working: boolean;
  /** a panel lies over it: keys are the panel's */
  covered: boolean;
  /** what the step does itself: guide, keys, help; returns whether it did */
  onAction: (action: DeskAction) => boolean;
  onCheck: (response: unknown) => void;
};

/** One practice item, answered with the keys of the desk. */
export function PracticeItem(props: Props) {
  return (
    <MediaStage>
      <Item {...props} />
    </MediaStage>
  );
}

const none: string[] = [];

function Item({ form, config, highlighted, work, feedback, working, covered, onAction, onCheck }: Props) {
  const t = useTranslations("gate.practice");
  const said = useSaid();
  const map = keyMapOf(useDeskSettings().keys);
  const [response, setResponse] = useState<unknown>(null);
  const [missing, setMissing] = useState<string[]>([]);
  const [veiled, setVeiled] = useState(work.contentWarning !== null);
  const shownOrder = work.candidates.map((candidate) => candidate.ordinal);
  const input = { config, unitKey: work.unitKey, shownOrder, candidates: work.candidates, response };
  const { Answers, Responses } = form;
  const texts = useRef<HTMLDivElement>(null);
  useHighlightedWords(texts, veiled ? none : highlighted);
  // The item before has gone, and the focus with it.
  useEffect(focusDesk, [veiled]);
  const change = (next: unknown) => {
    setResponse(next);
    setMissing([]);
  };
  const check = () => {
    const reasons = form.missing(input);
    setMissing(reasons);
    if (reasons.length === 0) onCheck(response);
  };
  const answering = feedback === null && !veiled && !working;
  const clockKey = useClockKeys();
  const justCome = useJustCome(true);
  useDeskKeys(!covered, {
    map,
    act: (action) => {
      if (onAction(action)) return true;
      if (!answering) return false;
      // The second press of two that asked for this item answers nothing of it.
      if (action === "submit") {
        if (!justCome()) check();
      } else if (action === "next") focusNextStop(document);
      else return false;
      return true;
    },
    press: (key) => {
      if (!answering) return false;
      if (clockKey(key)) return true;
      const next = form.press(input, key);
      if (next === undefined) return false;
      change(next);
      return true;
    },
  });
  if (veiled) {
    return (
      <Callout title={work.contentWarning} actions={<Button onClick={() => setVeiled(false)}>{t("show")}</Button>}>
        {t("covered")}
      </Callout>
    );
  }
  const textOf = (ordinal: number) => {
    const index = work.candidates.findIndex((candidate) => candidate.ordinal === ordinal);
    const letter = letterOf(index, work.candidates.length, Responses === null);
    return <ResponseContent candidate={work.candidates[index]} whose={t("response", { letter })} />;
  };
  return (
    <div ref={texts} className="grid gap-4">
      <section aria-label={t("prompt")} tabIndex={-1} data-desk-focus="" className="border-b border-rule pb-4 outline-none">
        <PromptView prompt={work.prompt} />
        <MediaList media={work.media} whose={t("prompt")} />
        <MetaList meta={work.meta} name={t("meta")} />
      </section>
      {Responses ? (
        <fieldset disabled={feedback !== null} className="contents" data-answer="" onKeyDown={leaveField}>
          <Responses {...input} onChange={change} renderText={textOf} />
        </fieldset>
      ) : (
        <SideBySide work={work} textOf={textOf} />
      )}
      <section aria-label={t("answer")} className="desk-answers border-t border-rule pt-3 [--answers-on:var(--paper)]">
        <ClockBar />
        <fieldset disabled={feedback !== null} className="contents" data-answer="" onKeyDown={leaveField}>
          <Answers {...input} onChange={change} />
        </fieldset>
      </section>
      <div role="alert">{missing.length > 0 ? <p className="font-medium text-bad">{missing.map(said).join(" ")}</p> : null}</div>
      {feedback ? (
        <Told feedback={feedback}>
          {Responses ? <Responses {...input} response={feedback.known} onChange={ignore} renderText={textOf} /> : null}
          <Answers {...input} response={feedback.known} onChange={ignore} />
        </Told>
      ) : (
        <div>
          <Button variant="primary" loading={working} onClick={check}>
            {t("check")} <Kbd onAccent>{keySign(map.submit)}</Kbd>
          </Button>
        </div>
      )}
    </div>
  );
}

function SideBySide({ work, textOf }: { work: TrainingWork; textOf: (ordinal: number) => ReactNode }) {
  const t = useTranslations("gate.practice");
  const count = work.candidates.length;
  return (
    <div className="grid gap-6 md:grid-cols-2">
      {work.candidates.map(({ ordinal }, index) => (
        <article
          key={ordinal}
          aria-label={t("response", { letter: letterOf(index, count) })}
          className="min-w-0 border-rule not-first:max-md:border-t not-first:max-md:pt-4"
        >
          {count > 1 ? (
            <p className="mb-2">
              <PaneMark index={index} count={count} />
            </p>
          ) : null}
          {textOf(ordinal)}
        </article>
      ))}
    </div>
  );
}

/** What was expected, and why. `children` draws the expected answer, which is shown where another was given. */
function Told({ feedback, children }: { feedback: TrainingFeedback; children: ReactNode }) {
  const t = useTranslations("gate.practice");
  return (
    <section aria-label={t("expected")} className="desk-answers grid gap-3 [--answers-on:var(--paper)]">
      <Callout live tone={feedback.correct ? "good" : "info"} title={t(feedback.correct ? "asExpected" : "another")}>
        {feedback.explanation === "" ? null : <ReadingText text={feedback.explanation} />}
      </Callout>
      {feedback.correct ? null : (
        <fieldset disabled className="min-w-0">
          <legend className="mb-1 text-12 text-ink-3">{t("expectedAnswer")}</legend>
          {children}
        </fieldset>
      )}
    </section>
  );
}

const ignore = (): void => undefined;
