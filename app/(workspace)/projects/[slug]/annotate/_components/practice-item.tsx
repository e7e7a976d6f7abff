"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useSaid } from "@/components/annotate/desk-words";
import { PromptView } from "@/components/content/prompt-view";
import { ReadingText } from "@/components/content/reading-text";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
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

const letterOf = (index: number): string => String.fromCharCode(65 + index);

export function PracticeItem({ form, config, work, feedback, working, onCheck }: Props) {
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
  if (covered) {
    return (
      <Callout title={work.contentWarning} actions={<Button onClick={() => setCovered(false)}>{t("show")}</Button>}>
        {t("covered")}
      </Callout>
    );
  }
  const textOf = (ordinal: number) => <ReadingText text={work.candidates.find((candidate) => candidate.ordinal === ordinal)?.text ?? ""} />;
  return (
    <div className="grid gap-4">
      <section aria-label={t("prompt")} className="border-b border-rule pb-4">
        {typeof work.prompt === "string" ? <ReadingText text={work.prompt} /> : <PromptView prompt={work.prompt} />}
      </section>
      {Responses ? (
        <fieldset disabled={feedback !== null} className="contents">
          <Responses {...input} onChange={change} renderText={textOf} />
        </fieldset>
      ) : (
        <div className="grid gap-6 md:grid-cols-2">
          {work.candidates.map((candidate, index) => (
            <article
              key={candidate.ordinal}
              aria-label={t("response", { letter: letterOf(index) })}
              className="min-w-0 border-t-2 border-rule-3 pt-3"
            >
              <p className="mb-2 text-12 font-semibold text-ink-2">{letterOf(index)}</p>
              <ReadingText text={candidate.text} />
            </article>
          ))}
        </div>
      )}
      <section aria-label={t("answer")} className="border-t border-rule pt-3">
        <fieldset disabled={feedback !== null} className="contents">
          <Answers {...input} onChange={change} />
        </fieldset>
      </section>
      <div role="alert">{missing.length > 0 ? <p className="font-medium text-bad">{missing.map(said).join(" ")}</p> : null}</div>
      {feedback ? (
        <section aria-label={t("expected")} className="grid gap-3 border-t border-rule pt-3">
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
          <Button
            variant="primary"
            loading={working}
            onClick={() => {
              const reasons = form.missing(input);
              setMissing(reasons);
              if (reasons.length === 0) onCheck(response);
            }}
          >
            {t("check")}
          </Button>
        </div>
      )}
    </div>
  );
}

const ignore = (): void => undefined;
