"use client";

import { useQuery } from "@tanstack/react-query";
import { Component, useRef, useState } from "react";
import type { ReactNode } from "react";
import { DeskWords } from "@/components/annotate/desk-words";
import { ExtraFields } from "@/components/annotate/extra-fields";
import { loadLanguage } from "@/components/annotate/load-messages";
import { letterOf } from "@/components/annotate/pane-mark";
import { ResponseContent } from "@/components/annotate/response-content";
import { useFormKeys } from "@/components/annotate/use-form-keys";
import { useHighlightedWords } from "@/components/annotate/use-highlighted-words";
import { MetaList } from "@/components/content/meta-list";
import { PromptView } from "@/components/content/prompt-view";
import { ClockBar } from "@/components/media/clock-bar";
import { MediaList } from "@/components/media/media-list";
import { MediaStage } from "@/components/media/media-stage";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { SideMark } from "@/components/ui/side-mark";
import { missingExtras } from "@/lib/extras/schema";
import type { Extra, ExtraAnswer } from "@/lib/extras/schema";
import type { SampleItem } from "@/lib/items/sample-items";
import type { KindForm, KindFormInput } from "@/lib/kinds/contract";
import { loadKindForm } from "@/lib/kinds/registry.client";
import { kindOf } from "@/lib/kinds/registry";

type PreviewProps = { kind: string; config: unknown; extras: Extra[]; highlighted: string[]; items: SampleItem[] };

/** The question as an annotator will see it, on real items. What is answered here goes nowhere. */
export function QuestionPreview({ kind, config, extras, highlighted, items }: PreviewProps) {
  const desk = useQuery({
    queryKey: ["desk to try", kind],
    queryFn: () => Promise.all([loadKindForm(kind), loadLanguage("en")]),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [chosen, setChosen] = useState(0);
  const item = items[chosen] ?? items[0];
  if (!item) return <p className="text-ink-2">Import items to see this question on them.</p>;
  if (desk.isError) return <p role="alert">The form of this question could not be fetched. Load the page again.</p>;
  if (!desk.data) return <p className="text-ink-3">Fetching the form</p>;
  const [form, language] = desk.data;
  const definition = kindOf(kind);
  const refused = definition.checkItem(config, itemOf(item));
  const units = refused === null ? definition.units(config, item.candidates.length) : [];
  return (
    <div className="grid gap-4">
      {items.length > 1 ? (
        <label className="flex items-center gap-2 text-12 text-ink-2">
          Item
          <Select className="min-w-0 grow" value={chosen} onChange={(event) => setChosen(Number(event.target.value))}>
            {items.map(({ id, title }, index) => (
              <option key={id} value={index}>
                {title || `Item ${index + 1}`}
              </option>
            ))}
          </Select>
        </label>
      ) : null}
      {refused !== null ? (
        <p className="text-ink-2">{refused} Annotators are not asked about this item.</p>
      ) : (
        <MediaStage key={item.id}>
          <DeskWords language={language}>
            <Trial form={form} kind={kind} config={config} extras={extras} highlighted={highlighted} item={item} units={units} />
          </DeskWords>
        </MediaStage>
      )}
    </div>
  );
}

const itemOf = ({ prompt, candidates }: SampleItem) => ({ prompt, candidates: candidates.map(({ text }) => ({ text, model: null })) });

type TrialProps = {
  form: KindForm;
  kind: string;
  config: unknown;
  extras: Extra[];
  highlighted: string[];
  item: SampleItem;
  units: string[];
};

function Trial({ form, kind, config, extras, highlighted, item, units }: TrialProps) {
  const [unit, setUnit] = useState(units[0] ?? "");
  const [response, setResponse] = useState<unknown>(null);
  const [written, setWritten] = useState<ExtraAnswer[]>([]);
  const trial = useRef<HTMLDivElement>(null);
  useHighlightedWords(trial, highlighted);
  const definition = kindOf(kind);
  const unitKey = units.includes(unit) ? unit : (units[0] ?? "");
  const shownOrder = definition.unitOrdinals(unitKey, item.candidates.length);
  const candidates = shownOrder.flatMap((ordinal) => item.candidates.filter((candidate) => candidate.ordinal === ordinal));
  const input: KindFormInput = { config, unitKey, shownOrder, candidates, response };
  const { Answers, Responses } = form;
  const render = (ordinal: number): ReactNode => {
    const index = candidates.findIndex((one) => one.ordinal === ordinal);
    return <ResponseContent candidate={candidates[index]} whose={`Response ${letterOf(index, candidates.length, Responses === null)}`} />;
  };
  const onKeyDown = useFormKeys({ form, input, onChange: setResponse });
  const missing = [...form.missing(input), ...missingExtras(extras, shownOrder, written, Responses === null)];
  return (
    <div ref={trial}>
      <Guarded key={JSON.stringify(config)}>
        <div
          className="overflow-hidden rounded-panel border border-rule-2 bg-paper [--desk-gutter:16px]"
          tabIndex={0}
          role="group"
          aria-label="The question, to be tried"
          onKeyDown={onKeyDown}
        >
          <div className="max-h-40 overflow-y-auto border-b border-rule bg-ground px-4 py-2" tabIndex={0} role="group" aria-label="Prompt">
            <PromptView prompt={item.prompt} />
            <MediaList media={item.media} whose="Prompt" />
            <MetaList meta={item.meta} name="About this item" />
          </div>
          {Responses ? (
            <div className="max-h-[min(560px,60dvh)] overflow-y-auto" tabIndex={0} role="group" aria-label="Responses">
              <Responses {...input} onChange={setResponse} renderText={render} />
            </div>
          ) : (
            <div
              className="grid max-h-72 grid-cols-[repeat(auto-fit,minmax(240px,1fr))] overflow-y-auto"
              tabIndex={0}
              role="group"
              aria-label="Responses"
            >
              {candidates.map(({ ordinal }, index) => (
                <article key={ordinal} className="min-w-0 border-rule px-4 py-3 not-first:border-s">
                  {candidates.length === 2 ? (
                    <p className="mb-2">
                      <SideMark side={index === 0 ? "A" : "B"} />
                    </p>
                  ) : null}
                  {render(ordinal)}
                </article>
              ))}
            </div>
          )}
          <ClockBar />
          <div className="desk-answers max-h-[46dvh] overflow-y-auto border-t border-rule bg-ground py-2.5">
            <Answers {...input} onChange={setResponse} />
            <ExtraFields extras={extras} candidates={candidates} inPanes={Responses === null} answers={written} onChange={setWritten} />
          </div>
        </div>
        <Outcome
          missing={missing}
          input={input}
          kind={kind}
          units={units}
          onUnit={setUnit}
          onClear={() => {
            setResponse(null);
            setWritten([]);
          }}
        />
      </Guarded>
    </div>
  );
}

type OutcomeProps = {
  missing: string[];
  input: KindFormInput;
  kind: string;
  units: string[];
  onUnit: (unit: string) => void;
  onClear: () => void;
};

/** What the answer would be stored as, and what still stands in its way. */
function Outcome({ missing, input, kind, units, onUnit, onClear }: OutcomeProps) {
  const { unitKey } = input;
  const given = missing.length === 0 ? kindOf(kind).describe(input.config, unitKey, input.response) : null;
  return (
    <div className="mt-3 flex flex-wrap items-center gap-3 text-12 text-ink-2">
      {units.length > 1 ? (
        <Select aria-label="Part of the item" className="w-44" value={unitKey} onChange={(event) => onUnit(event.target.value)}>
          {units.map((unit) => (
            <option key={unit} value={unit}>
              {partName(unit)}
            </option>
          ))}
        </Select>
      ) : null}
      <p className="grow" aria-live="polite">
        {given === null ? `Not complete: ${missing.join(" ")}` : `Would be stored as: ${given}`}
      </p>
      {input.response === null ? null : (
        <Button size="sm" onClick={onClear}>
          Clear the answer
        </Button>
      )}
    </div>
  );
}

/** "0-1" is of the first two responses, "2" of the third. */
const partName = (unit: string): string =>
  `Response ${unit.replace(/\d+/g, (ordinal) => String(Number(ordinal) + 1)).replace("-", " and ")}`;

/** A half-typed setting must not take the page down: the form is drawn again with the next change. */
class Guarded extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? <p className="text-ink-2">This question cannot be shown as it stands.</p> : this.props.children;
  }
}
