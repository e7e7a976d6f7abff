"use client";

import { Plus, X } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import type { KindFormProps } from "@/lib/kinds/contract";
import { useRefusal, useRefusedGroup } from "@/components/ui/refusal";
import { setMissing, setScore, toggleNoError } from "@/lib/kinds/segment/draft";
import { openAnswer } from "@/lib/kinds/segment/open-answer";
import { CorrectedText } from "@/lib/kinds/segment/preview.client";
import type { SegmentConfig, SegmentResponse } from "@/lib/kinds/segment/schema";
import { hasError } from "@/lib/kinds/segment/text";
import { useWords } from "@/lib/kinds/segment/words.client";

type Part = { config: SegmentConfig; text: string; response: SegmentResponse; onChange: (response: SegmentResponse) => void };

/** What is said of the text as a whole: that nothing is wrong, what it leaves out, its score. */
export function SegmentAnswers(props: KindFormProps) {
  const t = useWords();
  const refused = useRefusedGroup();
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
          aria-describedby={refused(!marked && response.noError !== true)}
          disabled={marked}
          onClick={() => onChange(toggleNoError(config, text, response))}
        >
          {t(`fine.${config.mode}`)} <Kbd>N</Kbd>
        </button>
        {config.missing ? <AddMissing {...part} /> : null}
        {config.score === "off" ? null : <Score {...part} />}
      </div>
      {config.missing && response.missing ? <MissingNotes {...part} missing={response.missing} ofDraft={ofDraft.current} /> : null}
    </div>
  );
}

function AddMissing({ config, text, response, onChange }: Part) {
  const t = useWords();
  return (
    <Button
      variant="quiet"
      size="sm"
      onClick={() => onChange(setMissing(config, text, response, [...(response.missing ?? []), { note: "" }]))}
    >
      <Plus aria-hidden="true" /> {t("missing.add")} <Kbd>M</Kbd>
    </Button>
  );
}

type Missing = NonNullable<SegmentResponse["missing"]>;

function MissingNotes({ config, text, response, onChange, missing, ofDraft }: Part & { missing: Missing; ofDraft: number }) {
  const t = useWords();
  const refused = useRefusal();
  const write = (next: Missing): void => onChange(setMissing(config, text, response, next));
  return (
    <ul className="seg-missing">
      {missing.map((entry, index) => (
        <li key={index}>
          <Input
            dir="auto"
            autoComplete="off"
            aria-label={t("missing.name", { number: index + 1 })}
            placeholder={t("missing.placeholder")}
            {...refused(entry.note.trim() === "" && entry.raw === undefined)}
            maxLength={20_000}
            value={entry.note}
            autoFocus={index >= ofDraft}
            onChange={(event) => write(missing.map((one, at) => (at === index ? { note: event.target.value } : one)))}
          />
          <Button
            variant="quiet"
            size="icon"
            aria-label={t("missing.remove", { number: index + 1 })}
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
  const t = useWords();
  const id = useId();
  const refused = useRefusal();
  const { score } = response;
  if (config.score === "sum")
    return (
      <p className="seg-score">
        {t("score.name")} <b className="num">{response.score ?? 0}</b>{" "}
        <span className="text-ink-3">{t("score.errors", { count: response.spans?.length ?? 0 })}</span>
      </p>
    );
  return (
    <label className="seg-score" htmlFor={id}>
      {t("score.name")}
      <Input
        id={id}
        type="number"
        autoComplete="off"
        inputMode="decimal"
        step="any"
        {...refused(score === undefined || score < config.scoreFrom || score > config.scoreTo)}
        min={config.scoreFrom}
        max={config.scoreTo}
        value={response.score ?? ""}
        onChange={(event) => {
          const value = event.target.valueAsNumber;
          onChange(setScore(response, Number.isFinite(value) ? value : undefined));
        }}
      />
      <span className="text-ink-3">{t("score.range", { from: config.scoreFrom, to: config.scoreTo })}</span>
    </label>
  );
}
