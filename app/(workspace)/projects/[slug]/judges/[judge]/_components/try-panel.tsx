"use client";

import { useState, useTransition } from "react";
import { preview, tryOnce } from "@/app/(workspace)/projects/[slug]/judges/actions";
import { refusalOf, settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { formatFigure } from "@/components/ui/figure-format";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { inDollars } from "@/lib/budgets/schema";
import type { PromptPreview, Trial } from "@/lib/judges/try-judge";

/** What a judge is told about one item, word for word, and what it answers. Nothing that is tried is stored as a label. */
export function TryPanel({ projectId, judgeId, template }: { projectId: string; judgeId: string; template: string }) {
  const [item, setItem] = useState("");
  const [words, setWords] = useState(template);
  const [shown, setShown] = useState<PromptPreview | null>(null);
  const [trial, setTrial] = useState<Trial | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [showing, startShow] = useTransition();
  const [asking, startAsk] = useTransition();
  const input = { projectId, judgeId, template: words, ...(item === "" ? {} : { item }) };
  const show = () =>
    startShow(async () => {
      const result = await settled(preview(input));
      setProblem(result.ok ? null : refusalOf(result));
      if (result.ok) setShown(result.data);
    });
  const once = () =>
    startAsk(async () => {
      const result = await settled(tryOnce(input));
      setProblem(result.ok ? null : refusalOf(result));
      if (result.ok) setTrial(result.data);
    });
  return (
    <div className="grid gap-4">
      <div className="grid max-w-[520px] gap-4">
        <Field label="Item" description="Its id in the file; the first one where this is left empty.">
          <Input value={item} onChange={(event) => setItem(event.currentTarget.value)} />
        </Field>
        <Field label="Told" required>
          <Textarea rows={3} value={words} onChange={(event) => setWords(event.currentTarget.value)} />
        </Field>
        <div className="flex flex-wrap gap-2">
          <Button onClick={show} loading={showing}>
            Show the prompt
          </Button>
          <Button onClick={once} loading={asking}>
            Ask once{shown ? `, ${inDollars(shown.mostMicros)} at most` : ""}
          </Button>
        </div>
      </div>
      {problem ? <Callout tone="bad" live title={problem} /> : null}
      {trial ? (
        <Callout
          live
          tone={trial.answer === null ? "bad" : "good"}
          title={trial.answer === null ? `No answer: ${trial.reason ?? ""}` : `Answered: ${trial.answer}`}
        >
          {trial.item} · {formatFigure(trial.seconds, "number", 1)} s · {inDollars(trial.costMicros)}
          {trial.probabilities
            ? ` · ${Object.entries(trial.probabilities)
                .map(([label, chance]) => `P(${label}) ${formatFigure(chance, "probability")}`)
                .join(", ")}`
            : ""}
          {trial.reply === "" ? null : <pre className="mono mt-2 max-h-60 overflow-auto whitespace-pre-wrap text-12">{trial.reply}</pre>}
        </Callout>
      ) : null}
      {shown
        ? shown.orders.map(({ shownOrder, messages }) => (
            <section key={shownOrder.join(" ")} aria-label={`Prompt, shown ${shownOrder.map((ordinal) => ordinal + 1).join(", ")}`}>
              <h3 className="mb-1 text-12 font-medium">
                {shown.item}, responses shown in the order {shownOrder.map((ordinal) => ordinal + 1).join(", ")}
              </h3>
              {messages.map(({ role, content }) => (
                <pre key={role} className="mono mb-2 max-h-80 overflow-auto rounded-control bg-sunk p-3 text-12 whitespace-pre-wrap">
                  <span className="text-ink-3">{role}</span>
                  {"\n"}
                  {content}
                </pre>
              ))}
            </section>
          ))
        : null}
    </div>
  );
}
