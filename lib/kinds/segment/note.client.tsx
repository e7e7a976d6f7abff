"use client";

import { ArrowLeftRight, CopyCheck, Trash2 } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import type { KeyboardEvent } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { keyName } from "@/components/ui/key-name";
import { useRefusal, useRefusedGroup } from "@/components/ui/refusal";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { checkSpan } from "@/lib/kinds/segment/check";
import { changesNothing, isEdit, longestReason, longestReplacement } from "@/lib/kinds/segment/schema";
import type { SegmentConfig, SegmentSpan } from "@/lib/kinds/segment/schema";
import { useWords } from "@/lib/kinds/segment/words.client";

export type NoteProps = { config: SegmentConfig; span: SegmentSpan; number: number };

/** Cells filled up to the severity; the word stands beside them for whoever does not see cells. */
function SeverityCells({ config, severity }: { config: SegmentConfig; severity: string }) {
  const grave = config.severities.filter((entry) => entry.points > 0);
  const filled = grave.findIndex((entry) => entry.name === severity) + 1;
  return (
    <span className="seg-severity">
      <span aria-hidden="true" className="seg-cells">
        {grave.map((entry, at) => (
          <i key={entry.name} data-filled={at < filled || undefined} />
        ))}
      </span>
      {severity}
    </span>
  );
}

const mostHeard = 200;

/** What stands beside the line while nobody works on it. */
export function NoteSummary({ config, span, number, onOpen }: NoteProps & { onOpen: () => void }) {
  const t = useWords();
  const refused = useRefusedGroup();
  // To whoever hears it the note stands beside no line: it says of which words it is.
  const heard = [
    t(`note.${config.mode}`, { number }),
    span.text ? `“${span.text.slice(0, mostHeard)}”` : null,
    isEdit(span) ? span.replacement || t("deleted") : null,
    span.type ?? (config.types.length > 0 ? t("whatYet") : null),
    span.severity,
    span.reason,
  ].filter(Boolean);
  return (
    <button
      type="button"
      className="seg-note"
      aria-label={heard.join(", ")}
      aria-describedby={refused(checkSpan(config, span, "").length > 0)}
      onClick={onOpen}
    >
      {isEdit(span) ? (
        span.replacement === "" ? (
          <span className="seg-new seg-deleted">{t("deleted")}</span>
        ) : (
          <bdi className="seg-new">{span.replacement}</bdi>
        )
      ) : null}
      <span className="seg-meta">
        <b>{number}</b> {span.type ?? (config.types.length > 0 ? <em>{t("whatYet")}</em> : null)}
        {span.severity === undefined ? null : <SeverityCells config={config} severity={span.severity} />}
        {span.reason ? <bdi>{span.reason}</bdi> : null}
      </span>
    </button>
  );
}

export type NoteCardProps = NoteProps & {
  /** new notes take the words as they stand, ready to be typed over */
  fresh: boolean;
  onChange: (change: Partial<SegmentSpan>, field: string) => void;
  onRemove: () => void;
  onClose: () => void;
  /** how many more places have the same words, and can be said the same of */
  alike: number;
  onAlike: () => void;
};

const takesLetters = (target: EventTarget): boolean =>
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLSelectElement ||
  (target instanceof HTMLInputElement && target.type !== "radio");

/** The one note that is being written. */
export function NoteCard({ config, span, number, fresh, onChange, onRemove, onClose, alike, onAlike }: NoteCardProps) {
  const t = useWords();
  const refused = useRefusal();
  const card = useRef<HTMLDivElement>(null);
  const opened = useRef(fresh);
  // Of words that were just struck only what is wrong with them is left to say.
  const struck = useRef(fresh && span.replacement === "" && span.end > span.start);
  useEffect(() => {
    const fields = "[data-first], textarea, input, select, button";
    const field =
      (struck.current ? card.current?.querySelector<HTMLElement>("[data-first], [type=radio]") : null) ??
      card.current?.querySelector<HTMLElement>(fields);
    field?.focus({ preventScroll: true });
    // Opened again, one writes on: a browser would put the cursor before what stands there.
    if (field instanceof HTMLTextAreaElement) field.setSelectionRange(opened.current ? 0 : field.value.length, field.value.length);
    // The preview below grows with the correction: the card stays in sight.
    const stay = (): void => card.current?.scrollIntoView({ block: "nearest" });
    const watch = new ResizeObserver(stay);
    for (const element of [card.current, card.current?.closest(".seg-roll")]) if (element) watch.observe(element);
    return () => watch.disconnect();
  }, []);

  // What is typed here is never meant for the desk, except with Ctrl held.
  const listen = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    event.stopPropagation();
    const pressed = event.target instanceof HTMLButtonElement || event.target instanceof HTMLSelectElement;
    if (event.key === "Escape" || (event.key === "Enter" && !pressed && !event.shiftKey)) {
      event.preventDefault();
      onClose();
    }
    if (keyName(event) === "o" && alike > 0 && !event.altKey && !takesLetters(event.target)) {
      event.preventDefault();
      onAlike();
    }
  };
  return (
    <div
      ref={card}
      role="group"
      aria-label={t(`note.${config.mode}`, { number })}
      className="seg-note seg-card"
      data-own-escape=""
      onKeyDown={listen}
    >
      {isEdit(span) ? (
        <Textarea
          rows={1}
          aria-label={t(span.start === span.end ? "insertName" : "replaceName")}
          placeholder={t(span.start === span.end ? "insertPlaceholder" : "replacePlaceholder")}
          className="seg-field"
          {...refused(changesNothing(span))}
          maxLength={longestReplacement}
          value={span.replacement}
          onChange={(event) => onChange({ replacement: event.target.value }, "replacement")}
        />
      ) : null}
      <Choice
        legend={t("what")}
        names={config.types.map((type) => type.name)}
        value={span.type}
        onChoose={(type) => onChange({ type }, "type")}
      />
      <Choice
        legend={t("how")}
        names={config.severities.map((severity) => severity.name)}
        value={span.severity}
        onChoose={(severity) => onChange({ severity }, "severity")}
      />
      {config.reason === "off" ? null : (
        <Input
          dir="auto"
          autoComplete="off"
          aria-label={t("reason")}
          placeholder={t(config.reason === "required" ? "why" : "whyMaybe")}
          {...refused(config.reason === "required" && !span.reason?.trim())}
          maxLength={longestReason}
          value={span.reason ?? ""}
          onChange={(event) => onChange({ reason: event.target.value === "" ? undefined : event.target.value }, "reason")}
        />
      )}
      <div className="seg-card-acts">
        <Button variant="quiet" size="sm" onClick={onRemove}>
          <Trash2 aria-hidden="true" /> {t("remove")}
        </Button>
        {isEdit(span) && span.text !== undefined && span.replacement !== span.text ? (
          <Button variant="quiet" size="sm" onClick={() => onChange({ replacement: span.text }, "replacement")}>
            <ArrowLeftRight aria-hidden="true" /> {t("original")}
          </Button>
        ) : null}
        {alike > 0 ? (
          <Button variant="quiet" size="sm" onClick={onAlike}>
            <CopyCheck aria-hidden="true" /> {t("alike.do", { count: alike })} <Kbd>O</Kbd>
          </Button>
        ) : null}
        <Button size="sm" className="ml-auto" onClick={onClose}>
          {t("done")}
        </Button>
      </div>
    </div>
  );
}

const mostChips = 8;

type ChoiceProps = { legend: string; names: string[]; value: string | undefined; onChoose: (name: string) => void };

/** Chips where they are few: arrows walk them, a digit takes one. A list in groups where they are many. */
function Choice({ legend, names, value, onChoose }: ChoiceProps) {
  const id = useId();
  const refused = useRefusal();
  const refusedGroup = useRefusedGroup();
  const open = value === undefined || !names.includes(value);
  if (names.length === 0) return null;
  if (names.length > mostChips) {
    const groups = new Map<string, string[]>();
    for (const name of names) {
      const group = name.includes("/") ? name.slice(0, name.indexOf("/")) : "";
      groups.set(group, [...(groups.get(group) ?? []), name]);
    }
    const option = (name: string, group: string) => (
      <option key={name} value={name}>
        {group === "" ? name : name.slice(group.length + 1)}
      </option>
    );
    return (
      <Select aria-label={legend} {...refused(open)} data-first value={value ?? ""} onChange={(event) => onChoose(event.target.value)}>
        <option value="" disabled>
          {legend}
        </option>
        {[...groups].map(([group, members]) =>
          group === "" ? (
            members.map((name) => option(name, group))
          ) : (
            <optgroup key={group} label={group}>
              {members.map((name) => option(name, group))}
            </optgroup>
          ),
        )}
      </Select>
    );
  }
  return (
    <fieldset
      className="seg-choice"
      aria-describedby={refusedGroup(open)}
      onKeyDown={(event) => {
        const digit = keyName(event);
        const name = /^[1-9]$/.test(digit) ? names[Number(digit) - 1] : undefined;
        if (name === undefined) return;
        event.preventDefault();
        event.currentTarget.querySelectorAll("input")[Number(digit) - 1]?.focus();
        onChoose(name);
      }}
    >
      <legend className="sr-only">{legend}</legend>
      {names.map((name) => (
        <label key={name} className="seg-chip" data-on={value === name || undefined}>
          <input type="radio" className="sr-only" name={id} checked={value === name} onChange={() => onChoose(name)} />
          {name}
        </label>
      ))}
    </fieldset>
  );
}
