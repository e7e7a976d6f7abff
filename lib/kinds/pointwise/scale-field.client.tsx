"use client";

import { useEffect, useId, useRef } from "react";
import type { KeyboardEvent } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { keyName } from "@/components/ui/key-name";
import { useRefusal, useRefusedGroup } from "@/components/ui/refusal";
import { Textarea } from "@/components/ui/textarea";
import { keyOfIndex, keyOfPoint, snap, valueOfKey, withoutLabel } from "@/lib/kinds/pointwise/answering";
import { classOf, faultOf, isGiven, labelsOf, pointsOf } from "@/lib/kinds/pointwise/rating";
import type { RatingValue, Scale } from "@/lib/kinds/pointwise/schema";
import { useWords } from "@/lib/kinds/pointwise/words.client";

type ScaleOf<Type extends Scale["type"]> = Extract<Scale, { type: Type }>;

export interface ScaleFieldProps {
  scale: Scale;
  value: RatingValue | undefined;
  /** digits answer this one now */
  active: boolean;
  onRate: (value: RatingValue | undefined) => void;
}

/** One scale: its question, its help on demand, and the control. Digits answer it while the focus is in it. */
export function ScaleField({ scale, value, active, onRate }: ScaleFieldProps) {
  const t = useWords();
  const refused = useRefusal();
  const titleId = useId();
  const field = useRef<HTMLDivElement>(null);
  const wasActive = useRef(active);
  const typed = scale.type === "number" || scale.type === "text";

  useEffect(() => {
    // Digits walk on to scales that may be out of sight. Whoever clicks or taps is there already, and nothing moves under the finger.
    if (active && !wasActive.current && !document.activeElement?.closest(".rate-scales"))
      field.current?.scrollIntoView({ block: "nearest" });
    wasActive.current = active;
  }, [active]);

  function press(event: KeyboardEvent) {
    if (typed || event.metaKey || event.ctrlKey || event.altKey) return;
    const next = valueOfKey(scale, keyName(event), value);
    if (next === undefined) return;
    event.preventDefault();
    onRate(next ?? undefined);
  }

  return (
    <div ref={field} className="rate-scale" data-active={active || undefined} data-type={scale.type} onKeyDown={press}>
      <div className="rate-title">
        <span id={titleId}>
          {scale.title}
          {scale.required ? null : <small> {t("optional")}</small>}
        </span>
        {value !== undefined && (scale.type === "slider" || !scale.required) ? (
          <button type="button" className="rate-clear" aria-label={t("clearOf", { title: scale.title })} onClick={() => onRate(undefined)}>
            {t("clear")}
          </button>
        ) : null}
      </div>
      {scale.help ? (
        <details className="rate-help">
          <summary>{t("meant")}</summary>
          <p>{scale.help}</p>
        </details>
      ) : null}
      <Control
        scale={scale}
        value={value}
        titleId={titleId}
        fault={refused(isGiven(scale, value) ? faultOf(scale, value) !== null : scale.required)}
        onRate={onRate}
      />
    </div>
  );
}

type ControlProps<Type extends Scale["type"] = Scale["type"]> = {
  scale: ScaleOf<Type>;
  value: RatingValue | undefined;
  titleId: string;
  /** says that it keeps the answer from being sent, and where the reason stands */
  fault: ReturnType<ReturnType<typeof useRefusal>>;
  onRate: ScaleFieldProps["onRate"];
};

function Control({ scale, ...rest }: ControlProps) {
  const t = useWords();
  switch (scale.type) {
    case "likert":
      return <Points scale={scale} {...rest} />;
    case "slider":
      return <Slider scale={scale} {...rest} />;
    case "yes-no":
      return (
        <Choices
          {...rest}
          required={scale.required}
          chosen={rest.value === undefined ? null : classOf(scale, rest.value)}
          options={[
            { value: "yes", title: t("yes") },
            { value: "no", title: t("no") },
          ]}
          onChoose={(word) => rest.onRate(word === "yes")}
        />
      );
    case "labels":
      return scale.several ? (
        <Several scale={scale} {...rest} />
      ) : (
        <Choices
          {...rest}
          required={scale.required}
          chosen={rest.value === undefined ? null : String(rest.value)}
          options={scale.options}
          onChoose={rest.onRate}
        />
      );
    case "number":
      return <NumberInput scale={scale} {...rest} />;
    case "text":
      return (
        <Textarea
          {...rest.fault}
          aria-labelledby={rest.titleId}
          aria-required={scale.required}
          rows={2}
          maxLength={scale.mostChars}
          value={typeof rest.value === "string" ? rest.value : ""}
          onChange={(event) => rest.onRate(event.target.value === "" ? undefined : event.target.value)}
        />
      );
  }
}

/** A point a column, its digit on it; the words of the anchors stand under their points. */
function Points({ scale, value, titleId, fault, onRate }: ControlProps<"likert">) {
  const t = useWords();
  const name = useId();
  const words = new Map(scale.anchors.map(({ at, text }) => [at, text]));
  return (
    <div role="radiogroup" aria-labelledby={titleId} aria-required={scale.required} {...fault} className="rate-points">
      {pointsOf(scale).map((point) => (
        <label key={point} className="rate-point" data-on={value === point || undefined}>
          <input
            type="radio"
            className="sr-only"
            name={name}
            checked={value === point}
            aria-label={words.has(point) ? t("anchored", { point, text: words.get(point) ?? "" }) : String(point)}
            aria-keyshortcuts={keyOfPoint(scale, point) ?? undefined}
            onChange={() => onRate(point)}
          />
          <span className="rate-tile" aria-hidden="true">
            {point}
          </span>
          <span className="rate-anchor" aria-hidden="true">
            {words.get(point)}
          </span>
        </label>
      ))}
    </div>
  );
}

type ChoicesProps = Pick<ControlProps, "titleId" | "fault"> & {
  required: boolean;
  chosen: string | null;
  options: { value: string; title: string }[];
  onChoose: (value: string) => void;
};

function Choices({ titleId, fault, required, chosen, options, onChoose }: ChoicesProps) {
  const name = useId();
  return (
    <div role="radiogroup" aria-labelledby={titleId} aria-required={required} {...fault} className="rate-choices">
      {options.map((option, index) => (
        <label key={option.value} className="rate-choice" data-on={chosen === option.value || undefined}>
          <input
            type="radio"
            className="sr-only"
            name={name}
            checked={chosen === option.value}
            aria-label={option.title}
            onChange={() => onChoose(option.value)}
          />
          <span aria-hidden="true">{option.title}</span>
          <KeyBeside index={index} />
        </label>
      ))}
    </div>
  );
}

function KeyBeside({ index }: { index: number }) {
  const key = keyOfIndex(index);
  return key === null ? null : <Kbd className="rate-key">{key}</Kbd>;
}

/** Any of the labels, or the word that none applies: an open question and an empty answer are two things. */
function Several({ scale, value, titleId, onRate }: ControlProps<"labels">) {
  const t = useWords();
  const refused = useRefusedGroup();
  const on = value === undefined ? null : new Set(labelsOf(value));
  const labels = [...(on ?? [])];
  const open = value === undefined ? scale.required : faultOf(scale, value) !== null;
  return (
    <div role="group" aria-labelledby={titleId} aria-describedby={refused(open)} className="rate-several">
      {scale.options.map((option, index) => (
        <Checkbox
          key={option.value}
          checked={on?.has(option.value) ?? false}
          onChange={(event) => onRate(event.target.checked ? [...labels, option.value] : (withoutLabel(labels, option.value) ?? undefined))}
          label={
            <span className="inline-flex items-center gap-1.5">
              {option.title} <KeyBeside index={index} />
            </span>
          }
        />
      ))}
      <Checkbox checked={on?.size === 0} onChange={(event) => onRate(event.target.checked ? [] : undefined)} label={t("none")} />
    </div>
  );
}

/** Until it is set the slider has no value: the thumb waits in the middle, drawn hollow. */
function Slider({ scale, value, titleId, fault, onRate }: ControlProps<"slider">) {
  const t = useWords();
  const set = typeof value === "number";
  const place = set ? value : (scale.min + scale.max) / 2;
  const rate = (next: number): void => onRate(snap(scale, next));
  return (
    <div className="rate-slider" data-given={set || undefined}>
      <input
        type="range"
        {...fault}
        aria-labelledby={titleId}
        aria-valuetext={set ? String(value) : t("notSet")}
        min={scale.min}
        max={scale.max}
        step={scale.step}
        value={place}
        onChange={(event) => rate(event.target.valueAsNumber)}
        // A press on the waiting thumb changes nothing, and yet means the middle. Touch sends no click here.
        onPointerUp={(event) => {
          // Another button than the first opens a menu.
          if (event.button === 0) rate(event.currentTarget.valueAsNumber);
        }}
      />
      <output className="num">{set ? value : "–"}</output>
      <div className="rate-ends" aria-hidden="true">
        {(scale.anchors.length > 0 ? scale.anchors : [scale.min, scale.max].map((at) => ({ at, text: String(at) }))).map(({ at, text }) => (
          <span
            key={at}
            style={{ left: `${(100 * (at - scale.min)) / (scale.max - scale.min)}%` }}
            data-end={at === scale.min ? "min" : at === scale.max ? "max" : undefined}
          >
            {text}
          </span>
        ))}
      </div>
    </div>
  );
}

function NumberInput({ scale, value, titleId, fault, onRate }: ControlProps<"number">) {
  const unitId = useId();
  return (
    <div className="rate-number">
      <Input
        type="number"
        {...fault}
        autoComplete="off"
        inputMode={scale.whole ? "numeric" : "decimal"}
        aria-labelledby={scale.unit ? `${titleId} ${unitId}` : titleId}
        aria-required={scale.required}
        min={scale.min ?? undefined}
        max={scale.max ?? undefined}
        step={scale.whole ? 1 : "any"}
        value={typeof value === "number" ? value : ""}
        onChange={(event) => onRate(Number.isFinite(event.target.valueAsNumber) ? event.target.valueAsNumber : undefined)}
      />
      {scale.unit ? <span id={unitId}>{scale.unit}</span> : null}
      {scale.anchors.length > 0 ? <small>{scale.anchors.map(({ at, text }) => `${at} ${text}`).join(" · ")}</small> : null}
    </div>
  );
}
