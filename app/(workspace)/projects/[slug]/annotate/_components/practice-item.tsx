"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useSaid } from "@/components/annotate/desk-words";
import { focusNextStop } from "@/components/annotate/focus-desk";
import { keyMapOf, keySign } from "@/components/annotate/key-map";
import { PaneMark, letterOf } from "@/components/annotate/pane-mark";
import { ResponseContent } from "@/components/annotate/response-content";
import { useDeskKeys } from "@/components/annotate/use-desk-keys";
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
  work: TrainingWork;
  feedback: TrainingFeedback | null;
  working: boolean;
  onCheck: (response: unknown) => void;
};

const keys = keyMapOf({});

/** One practice item, answered with the keys of the desk. */
export function PracticeItem(props: Props) {
  return (
    <MediaStage>
      <Item {...props} />
    </MediaStage>
  );
}

function Item({ form, config, work, feedback, working, onCheck }: Props) {
  const t = useTranslations("gate.practice");
  const said = useSaid();
  const [response, setResponse] = useState<unknown>(null);
  const [missing, setMissing] = useState<string[]>([]);
  const [covered, setCovered] = useState(work.contentWarning !== null);
  const shownOrder = work.candidates.map((candidate) => candidate.ordinal);
  const input = { config, unitKey: work.unitKey, shownOrder, candidates: work.candidates, response };
  const { Answers, Responses } = form;
  const change = (next: unknown) => {
    setResponse(next);
    setMissing([]);
  };
  const check = () => {
    const reasons = form.missing(input);
    setMissing(reasons);
    if (reasons.length === 0) onCheck(response);
  };
  const clockKey = useClockKeys();
  useDeskKeys(feedback === null && !covered && !working, {
    map: keys,
    act: (action) => {
      if (action === "submit") check();
      else if (action === "next") focusNextStop(document);
      else return false;
      return true;
    },
    press: (key) => {
      if (clockKey(key)) return true;
      const next = form.press(input, key);
      if (next === undefined) return false;
      change(next);
      return true;
    },
  });
  if (covered) {
    return (
      <Callout title={work.contentWarning} actions={<Button onClick={() => setCovered(false)}>{t("show")}</Button>}>
        {t("covered")}
      </Callout>
    );
  }
  const count = work.candidates.length;
  const textOf = (ordinal: number) => {
    const index = work.candidates.findIndex((candidate) => candidate.ordinal === ordinal);
    return (
      <ResponseContent candidate={work.candidates[index]} whose={t("response", { letter: letterOf(index, count, Responses === null) })} />
    );
  };
  return (
    <div className="grid gap-4">
      <section aria-label={t("prompt")} className="border-b border-rule pb-4">
        <PromptView prompt={work.prompt} />
        <MediaList media={work.media} whose={t("prompt")} />
        <MetaList meta={work.meta} name={t("meta")} />
      </section>
      {Responses ? (
        <fieldset disabled={feedback !== null} className="contents" data-answer="">
          <Responses {...input} onChange={change} renderText={textOf} />
        </fieldset>
      ) : (
        <div className="grid gap-6 md:grid-cols-2">
          {work.candidates.map((candidate, index) => (
            <article
              key={candidate.ordinal}
              aria-label={t("response", { letter: letterOf(index, count) })}
              className="min-w-0 border-rule not-first:max-md:border-t not-first:max-md:pt-4"
            >
              {count > 1 ? (
                <p className="mb-2">
                  <PaneMark index={index} count={count} />
                </p>
              ) : null}
              {textOf(candidate.ordinal)}
            </article>
          ))}
        </div>
      )}
      <section aria-label={t("answer")} className="desk-answers border-t border-rule pt-3 [--answers-on:var(--paper)]">
        <ClockBar />
        <fieldset disabled={feedback !== null} className="contents" data-answer="">
          <Answers {...input} onChange={change} />
        </fieldset>
      </section>
      <div role="alert">{missing.length > 0 ? <p className="font-medium text-bad">{missing.map(said).join(" ")}</p> : null}</div>
      {feedback ? (
        <section aria-label={t("expected")} className="desk-answers grid gap-3 [--answers-on:var(--paper)]">
          <Callout live tone={feedback.correct ? "good" : "info"} title={t(feedback.correct ? "asExpected" : "another")}>
            {feedback.explanation === "" ? null : <ReadingText text={feedback.explanation} />}
          </Callout>
          {feedback.correct ? null : (
            <fieldset disabled className="contents">
              <legend className="sr-only">{t("expectedAnswer")}</legend>
              {Responses ? <Responses {...input} response={feedback.known} onChange={ignore} renderText={textOf} /> : null}
              <Answers {...input} response={feedback.known} onChange={ignore} />
            </fieldset>
          )}
        </section>
      ) : (
        <div>
          <Button variant="primary" loading={working} onClick={check}>
            {t("check")} <Kbd onAccent>{keySign(keys.submit)}</Kbd>
          </Button>
        </div>
      )}
    </div>
  );
}

const ignore = (): void => undefined;
