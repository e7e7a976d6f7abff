"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { checkPractice, practise } from "@/app/(workspace)/projects/[slug]/annotate/actions";
import { PracticeItem } from "@/app/(workspace)/projects/[slug]/annotate/_components/practice-item";
import { usePracticePanels } from "@/app/(workspace)/projects/[slug]/annotate/_components/use-practice-panels";
import { useSaid } from "@/components/annotate/desk-words";
import type { DeskGuide } from "@/components/annotate/guide-panel";
import { useJustCome } from "@/components/annotate/use-just-come";
import { ReadingText } from "@/components/content/reading-text";
import { refusalOf, settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { loadKindForm } from "@/lib/kinds/registry.client";
import type { Gate, TrainingFeedback, TrainingWork } from "@/lib/qualification/schema";

type Props = {
  place: { projectId: string; campaignId: string };
  kind: string;
  config: unknown;
  /** words of the campaign's list */
  highlighted: string[];
  guides: DeskGuide[];
  qualification: Gate["qualification"];
  message: string;
  /** whether an item is on screen: it asks for more room */
  onPractising: (practising: boolean) => void;
};

/** Practice items, one at a time, each with what was expected and why; the last one says how it went. */
export function PracticeStep({ place, kind, config, highlighted, guides, qualification, message, onPractising }: Props) {
  const t = useTranslations("gate.practice");
  const said = useSaid();
  const router = useRouter();
  const form = useQuery({ queryKey: ["kind-form", kind], queryFn: () => loadKindForm(kind), staleTime: Infinity, retry: 2 });
  const [work, setWork] = useState<TrainingWork | null>(null);
  const [feedback, setFeedback] = useState<TrainingFeedback | null>(null);
  const [working, setWorking] = useState(false);
  const [refusal, setRefusal] = useState("");
  const panels = usePracticePanels({ form: form.data, config, highlighted, guides });
  const shown = work !== null && form.data !== undefined;
  useEffect(() => onPractising(shown), [shown, onPractising]);

  async function next() {
    setWorking(true);
    const result = await settled(practise(place));
    setWorking(false);
    if (!result.ok) return setRefusal(refusalOf(result));
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
    setRefusal(result.ok ? "" : refusalOf(result));
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
    return (
      <div className="grid gap-5">
        {message === "" ? null : <Callout title={message} />}
        <Begin qualification={qualification} guide={guides[0]?.markdown ?? ""} working={working} onBegin={() => void next()}>
          {problem}
        </Begin>
      </div>
    );
  }
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-x-4">
        <p className="num text-ink-2" role="status">
          {t("item", { number: work.number, of: work.of })}
        </p>
        {panels.buttons}
      </div>
      {problem}
      <PracticeItem
        key={`${work.attempt} ${work.taskId}`}
        form={form.data}
        config={config}
        highlighted={highlighted}
        work={work}
        feedback={feedback}
        working={working}
        covered={panels.open}
        onAction={panels.act}
        onCheck={(response) => void check(response)}
      />
      {feedback ? <Outcome feedback={feedback} of={work.of} working={working} onNext={() => void next()} onDone={over} /> : null}
      {panels.panels}
    </div>
  );
}

type BeginProps = {
  qualification: NonNullable<Gate["qualification"]>;
  guide: string;
  working: boolean;
  onBegin: () => void;
  children: ReactNode;
};

/** What practice is, how many goes there are, and the guide to read before it. */
function Begin({ qualification, guide, working, onBegin, children }: BeginProps) {
  const t = useTranslations("gate.practice");
  const { items, pass, used, attempts, underway } = qualification;
  const begun = underway && underway.answered > 0;
  const again = used > 0 && !underway;
  return (
    <>
      <p>
        {t("how", { items, pass })} {again ? t("goesUsed", { attempts, used }) : attempts > 1 ? t("goes", { attempts }) : null}
      </p>
      <details className="border-y border-rule py-2">
        <summary className="font-medium">{t("read")}</summary>
        <div className="pt-3">
          <ReadingText text={guide} />
        </div>
      </details>
      {children}
      <div>
        <Button variant="primary" loading={working} onClick={onBegin}>
          {begun ? t("goOn", { number: underway.answered + 1 }) : t(again ? "beginAgain" : "begin")}
        </Button>
      </div>
    </>
  );
}

type OutcomeProps = { feedback: TrainingFeedback; of: number; working: boolean; onNext: () => void; onDone: () => void };

function Outcome({ feedback, of, working, onNext, onDone }: OutcomeProps) {
  const t = useTranslations("gate.practice");
  const justCome = useJustCome(true);
  /** Nobody has read yet what was expected: the second press of two, or a key that is held, was meant for the answer. */
  const onceRead = (act: () => void) => ({
    onClick: () => {
      if (!justCome()) act();
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.repeat) event.preventDefault();
    },
  });
  if (feedback.passed === null) {
    return (
      <div>
        <Button variant="primary" autoFocus loading={working} {...onceRead(onNext)}>
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
        <Button variant="primary" autoFocus {...onceRead(onDone)}>
          {t(feedback.passed ? "real" : "further")}
        </Button>
      }
    >
      {t("right", { right: feedback.correctSoFar, of })}
    </Callout>
  );
}
