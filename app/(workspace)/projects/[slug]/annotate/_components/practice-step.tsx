"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { checkPractice, practise } from "@/app/(workspace)/projects/[slug]/annotate/actions";
import { PracticeItem } from "@/app/(workspace)/projects/[slug]/annotate/_components/practice-item";
import { useSaid } from "@/components/annotate/desk-words";
import { ReadingText } from "@/components/content/reading-text";
import { settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { loadKindForm } from "@/lib/kinds/registry.client";
import type { Gate, TrainingFeedback, TrainingWork } from "@/lib/qualification/schema";

type Props = {
  place: { projectId: string; campaignId: string };
  kind: string;
  config: unknown;
  guide: string;
  qualification: Gate["qualification"];
  message: string;
};

/** Practice items, one at a time, each with what was expected and why; the last one says how it went. */
export function PracticeStep({ place, kind, config, guide, qualification, message }: Props) {
  const t = useTranslations("gate.practice");
  const said = useSaid();
  const router = useRouter();
  const form = useQuery({ queryKey: ["kind-form", kind], queryFn: () => loadKindForm(kind), staleTime: Infinity, retry: 2 });
  const [work, setWork] = useState<TrainingWork | null>(null);
  const [feedback, setFeedback] = useState<TrainingFeedback | null>(null);
  const [working, setWorking] = useState(false);
  const [refusal, setRefusal] = useState("");

  async function next() {
    setWorking(true);
    const result = await settled(practise(place));
    setWorking(false);
    if (!result.ok) return setRefusal(result.error);
    setRefusal("");
    setFeedback(null);
    setWork(result.data);
    if (result.data === null) router.refresh();
  }

  async function check(response: unknown) {
    if (!work) return;
    setWorking(true);
    const shownOrder = work.candidates.map((candidate) => candidate.ordinal);
    const result = await settled(checkPractice({ ...place, taskId: work.taskId, shownOrder, response }));
    setWorking(false);
    setRefusal(result.ok ? "" : result.error);
    if (result.ok) setFeedback(result.data);
  }

  /** What follows a go is the page's to say: the items, another go, or that none is left. */
  function over() {
    setWork(null);
    setFeedback(null);
    router.refresh();
  }

  const problem = refusal === "" ? null : <Callout tone="bad" live title={said(refusal)} />;
  if (!qualification) return null;
  if (!work || !form.data) {
    const { items, pass, used, attempts, underway } = qualification;
    const begun = underway && underway.answered > 0;
    return (
      <div className="grid max-w-[680px] gap-5">
        {message === "" ? null : <Callout title={message} />}
        <p>
          {t("how", { items, pass })}{" "}
          {used > 0 && !underway ? t("goesUsed", { attempts, used }) : attempts > 1 ? t("goes", { attempts }) : null}
        </p>
        <details className="border-y border-rule py-2">
          <summary className="font-medium">{t("read")}</summary>
          <div className="pt-3">
            <ReadingText text={guide} />
          </div>
        </details>
        {problem}
        <div>
          <Button variant="primary" loading={working} onClick={() => void next()}>
            {begun ? t("goOn", { number: underway.answered + 1 }) : t("begin")}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className="grid gap-4">
      <p className="num text-ink-2" role="status">
        {t("item", { number: work.number, of: work.of })}
      </p>
      {problem}
      <PracticeItem
        key={`${work.attempt} ${work.taskId}`}
        form={form.data}
        config={config}
        work={work}
        feedback={feedback}
        working={working}
        onCheck={(response) => void check(response)}
      />
      {feedback ? <Outcome feedback={feedback} of={work.of} working={working} onNext={() => void next()} onDone={over} /> : null}
    </div>
  );
}

type OutcomeProps = { feedback: TrainingFeedback; of: number; working: boolean; onNext: () => void; onDone: () => void };

function Outcome({ feedback, of, working, onNext, onDone }: OutcomeProps) {
  const t = useTranslations("gate.practice");
  if (feedback.passed === null) {
    return (
      <div>
        <Button variant="primary" autoFocus loading={working} onClick={onNext}>
          {t("next")}
        </Button>
      </div>
    );
  }
  return (
    <Callout
      live
      tone={feedback.passed ? "good" : "info"}
      title={t(feedback.passed ? "passed" : "over")}
      actions={
        <Button variant="primary" autoFocus onClick={onDone}>
          {t(feedback.passed ? "real" : "further")}
        </Button>
      }
    >
      {t("right", { right: feedback.correctSoFar, of })}
    </Callout>
  );
}
