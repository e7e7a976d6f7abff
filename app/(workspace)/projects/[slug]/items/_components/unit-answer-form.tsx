"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { PaneMark, letterOf } from "@/components/annotate/pane-mark";
import { ResponseContent } from "@/components/annotate/response-content";
import { useFormKeys } from "@/components/annotate/use-form-keys";
import { PromptView } from "@/components/content/prompt-view";
import { ClockBar } from "@/components/media/clock-bar";
import { MediaList } from "@/components/media/media-list";
import { Button } from "@/components/ui/button";
import { Field, FieldError } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";
import { Textarea } from "@/components/ui/textarea";
import type { ItemDetail, UnitView } from "@/lib/items/schema";
import type { KindForm } from "@/lib/kinds/contract";
import { kindOf } from "@/lib/kinds/registry";
import { loadKindForm } from "@/lib/kinds/registry.client";

/** An answer with its words, as far as it has come. */
export type Begun = { response: unknown; why: string };

type Props = {
  unit: UnitView;
  item: ItemDetail;
  /** what the field for words is called */
  why: string;
  /** what sending does */
  verb: string;
  /** what was begun before this dialog was closed */
  begun: Begun | undefined;
  onChange: (begun: Begun) => void;
  /** what stands in the way, null where it was stored */
  send: (response: unknown, why: string) => Promise<string | null>;
};

/** A researcher's own answer to a task, with the item before their eyes, in a dialog and by the keys of the desk. */
export function UnitAnswerForm(props: Props) {
  const form = useQuery({
    queryKey: ["kind-form", props.unit.campaign.kind],
    queryFn: () => loadKindForm(props.unit.campaign.kind),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (form.isError) return <p role="alert">The form could not be fetched. Close this and try again.</p>;
  if (!form.data) return <p className="text-ink-3">Fetching the form</p>;
  return <Fetched {...props} form={form.data} />;
}

function Fetched({ unit, item, why: whyLabel, verb, begun, onChange, send, form }: Props & { form: KindForm }) {
  const [{ response, why }, setAnswer] = useState<Begun>(begun ?? { response: null, why: "" });
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const top = useRef<HTMLDivElement>(null);
  const { candidates } = item;
  const shownOrder = kindOf(unit.campaign.kind).unitOrdinals(unit.unitKey, candidates.length);
  const shown = shownOrder.flatMap((ordinal) => candidates.filter((candidate) => candidate.ordinal === ordinal));
  const input = { config: unit.campaign.config, unitKey: unit.unitKey, shownOrder, candidates: shown, response };
  const { Answers, Responses } = form;
  const render = (ordinal: number) => {
    const index = shown.findIndex((candidate) => candidate.ordinal === ordinal);
    return <ResponseContent candidate={shown[index]} whose={`Response ${letterOf(index, shown.length, Responses === null)}`} />;
  };
  const change = (patch: Partial<Begun>): void => {
    const next = { response, why, ...patch };
    setAnswer(next);
    onChange(next);
  };
  const setResponse = (given: unknown): void => change({ response: given });
  const submit = (): void => {
    const missing = form.missing(input);
    setProblem(missing.length > 0 ? missing.join(" ") : null);
    if (missing.length > 0 || busy) return;
    setBusy(true);
    void send(response, why).then((refused) => {
      setBusy(false);
      setProblem(refused);
    });
  };
  // The keys on the controls work from the first moment, as at the desk.
  useEffect(() => top.current?.focus({ preventScroll: true }), []);
  const onKeyDown = useFormKeys({ form, input, onChange: setResponse, onEnter: submit });
  return (
    <div
      ref={top}
      tabIndex={-1}
      role="group"
      aria-label="Your answer"
      className="grid gap-4 outline-none [--answers-on:var(--raise)] [--desk-gutter:0px]"
      onKeyDown={onKeyDown}
    >
      <div className="max-h-40 overflow-y-auto rounded-control bg-ground px-4 py-2" tabIndex={0} role="group" aria-label="Prompt">
        <PromptView prompt={item.prompt} />
        <MediaList media={item.media} whose="Prompt" />
      </div>
      <div className="max-h-[38vh] overflow-y-auto" tabIndex={0} role="group" aria-label="Responses">
        {Responses ? (
          <Responses {...input} onChange={setResponse} renderText={render} />
        ) : (
          <div className="grid gap-x-8 gap-y-5 sm:grid-cols-[repeat(auto-fit,minmax(240px,1fr))]">
            {shown.map(({ ordinal }, index) => (
              <article key={ordinal} className="min-w-0 [&_.reading]:text-[0.9375rem]">
                {shown.length > 1 ? (
                  <p className="mb-1">
                    <PaneMark index={index} count={shown.length} />
                  </p>
                ) : null}
                {render(ordinal)}
              </article>
            ))}
          </div>
        )}
      </div>
      <ClockBar />
      <div className="[container:answers/inline-size]">
        <Answers {...input} onChange={setResponse} />
      </div>
      <Field label={whyLabel}>
        <Textarea rows={2} maxLength={4_000} value={why} onChange={(event) => change({ why: event.target.value })} />
      </Field>
      <div className="flex flex-wrap items-center justify-end gap-3">
        <FieldError id={undefined}>{problem}</FieldError>
        <Button variant="primary" loading={busy} aria-keyshortcuts="Control+Enter" onClick={submit}>
          {verb} <Kbd onAccent>⌃↵</Kbd>
        </Button>
      </div>
    </div>
  );
}
