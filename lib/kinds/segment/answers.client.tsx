"use client";

import { Plus, X } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import type { KindFormProps } from "@/lib/kinds/contract";
import { setMissing, setScore, toggleNoError } from "@/lib/kinds/segment/draft";
import { openAnswer } from "@/lib/kinds/segment/open-answer";
import { CorrectedText } from "@/lib/kinds/segment/preview.client";
import type { SegmentConfig, SegmentResponse } from "@/lib/kinds/segment/schema";
import { hasError, inErrors } from "@/lib/kinds/segment/text";

type Part = { config: SegmentConfig; text: string; response: SegmentResponse; onChange: (response: SegmentResponse) => void };

/** What is said of the text as a whole: that nothing is wrong, what it leaves out, its score. */
export function SegmentAnswers(props: KindFormProps) {
  const part: Part = { ...openAnswer(props), onChange: props.onChange };
  const { config, text, response, onChange } = part;
  const marked = hasError(response);
  // Notes beyond those of the draft were just added.
  const ofDraft = useRef(response.missing?.length ?? 0);
  useEffect(() => {
    ofDraft.current = Math.min(ofDraft.current, response.missing?.length ?? 0);
  }, [response.missing?.length]);
  return (
    <div className="seg-bar">
      {config.mode === "correct" ? <CorrectedText text={text} response={response} /> : null}
      <div className="seg-whole">
        <button
          type="button"
          className="seg-fine"
          aria-pressed={response.noError === true}
          disabled={marked}
          onClick={() => onChange(toggleNoError(config, text, response))}
        >
          {config.mode === "correct" ? "Nothing to correct" : "Nothing wrong"} <Kbd>N</Kbd>
        </button>
        {config.missing ? <AddMissing {...part} /> : null}
        {config.score === "off" ? null : <Score {...part} />}
      </div>
      {config.missing && response.missing ? <MissingNotes {...part} missing={response.missing} ofDraft={ofDraft.current} /> : null}
    </div>
  );
}

function AddMissing({ config, text, response, onChange }: Part) {
  return (
    <Button
      variant="quiet"
      size="sm"
      onClick={() => onChange(setMissing(config, text, response, [...(response.missing ?? []), { note: "" }]))}
    >
      <Plus aria-hidden="true" /> Note what is missing <Kbd>M</Kbd>
    </Button>
  );
}

type Missing = NonNullable<SegmentResponse["missing"]>;

function MissingNotes({ config, text, response, onChange, missing, ofDraft }: Part & { missing: Missing; ofDraft: number }) {
  const write = (next: Missing): void => onChange(setMissing(config, text, response, next));
  return (
    <ul className="seg-missing">
      {missing.map((entry, index) => (
        <li key={index}>
          <Input
            dir="auto"
            aria-label={`Missing, note ${index + 1}`}
            placeholder="What should the response say that it does not?"
            maxLength={20_000}
            value={entry.note}
            autoFocus={index >= ofDraft}
            onChange={(event) => write(missing.map((one, at) => (at === index ? { note: event.target.value } : one)))}
          />
          <Button
            variant="quiet"
            size="icon"
            aria-label={`Remove missing note ${index + 1}`}
            onClick={() => write(missing.filter((_, at) => at !== index))}
          >
            <X aria-hidden="true" />
          </Button>
        </li>
      ))}
    </ul>
  );
}

function Score({ config, response, onChange }: Part) {
  const id = useId();
  if (config.score === "sum")
    return (
      <p className="seg-score">
        Score <b className="num">{response.score ?? 0}</b> <span className="text-ink-3">{inErrors(response.spans?.length ?? 0)}</span>
      </p>
    );
  return (
    <label className="seg-score" htmlFor={id}>
      Score
      <Input
        id={id}
        type="number"
        inputMode="decimal"
        step="any"
        min={config.scoreFrom}
        max={config.scoreTo}
        value={response.score ?? ""}
        onChange={(event) => {
          const value = event.target.valueAsNumber;
          onChange(setScore(response, Number.isFinite(value) ? value : undefined));
        }}
      />
      <span className="text-ink-3">
        {config.scoreFrom} to {config.scoreTo}
      </span>
    </label>
  );
}
