import { leadsWithOther } from "@/lib/imports/formats/pair-row";
import { sideOfWord } from "@/lib/imports/formats/read-words";
import type { Mapping } from "@/lib/imports/schema";

type Mapped = { ok: true; value: Record<string, unknown> } | { ok: false; reason: string };
type Turn = { role: unknown; content: unknown };

const isTurns = (value: unknown): value is Turn[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((turn) => typeof turn === "object" && turn !== null && "role" in turn && "content" in turn);

const isBlank = (value: unknown): boolean => value === undefined || value === null || (typeof value === "string" && value.trim() === "");

const choiceOf = (value: unknown, mapping: Mapping, models: unknown[]): number | string | null => {
  if (isBlank(value)) return null;
  const text = String(value).trim();
  if (/^\d+$/.test(text)) return Number(text) - mapping.choiceBase;
  const byModel = models.indexOf(text);
  if (byModel >= 0 && models.lastIndexOf(text) === byModel) return byModel;
  return sideOfWord(text) ?? text;
};

/** The turns that two conversations open with alike: the prompt that a preference row left out. */
const sharedOpening = (a: Turn[], b: Turn[]): Turn[] => {
  let length = 0;
  while (length < Math.min(a.length, b.length) - 1 && JSON.stringify(a[length]) === JSON.stringify(b[length])) length += 1;
  return a.slice(0, length);
};

const lastContent = (turns: Turn[]): unknown => turns.at(-1)?.content;

/** Texts, or conversations whose last turn is the response and whose opening is the prompt. */
const readResponses = (raw: unknown[], prompt: unknown): { prompt: unknown; texts: unknown[] } => {
  const [first] = raw;
  if (!isTurns(first)) return { prompt, texts: raw };
  const opening = raw
    .slice(1)
    .reduce<Turn[]>(
      (shared, other) => (isTurns(other) ? sharedOpening(shared, other) : shared),
      raw.length > 1 ? first : first.slice(0, -1),
    );
  return { prompt: isBlank(prompt) ? opening : prompt, texts: raw.map((value) => (isTurns(value) ? lastContent(value) : value)) };
};

/** A record of named columns as a row of the import schema, not yet checked. */
export const mapRecord = (record: Readonly<Record<string, unknown>>, mapping: Mapping): Mapped => {
  const get = (column: string | null | undefined): unknown => (column ? record[column] : undefined);
  const missing = [mapping.prompt, ...mapping.responses].filter((column) => column !== null && !(column in record));
  if (missing.length > 0) return { ok: false, reason: `has no column ${missing.map((column) => `“${column}”`).join(", ")}` };
  const { prompt, texts } = readResponses(mapping.responses.map(get), get(mapping.prompt));
  const models = mapping.models.map((column) => get(column));
  const responses = texts.map((text, i) => ({ text, ...(isBlank(models[i]) ? {} : { model: models[i] }) }));
  const id = get(mapping.id);
  let choice = mapping.chosenFirst ? 0 : choiceOf(get(mapping.choice), mapping, models);
  if (mapping.chosenFirst && leadsWithOther(prompt, texts)) {
    responses.reverse();
    choice = 1;
  }
  const annotator = get(mapping.annotator);
  const rationale = get(mapping.rationale);
  const label = {
    annotator: isBlank(annotator) ? mapping.annotatorName : annotator,
    kind: mapping.annotatorKind,
    choice,
    ...(isBlank(rationale) ? {} : { rationale }),
  };
  const used = new Set([
    mapping.id,
    mapping.prompt,
    mapping.choice,
    mapping.annotator,
    mapping.rationale,
    ...mapping.responses,
    ...mapping.models,
  ]);
  const meta = Object.fromEntries(Object.entries(record).filter(([column, value]) => !used.has(column) && !isBlank(value)));
  return {
    ok: true,
    value: { ...(isBlank(id) ? {} : { id }), prompt: prompt ?? "", responses, labels: choice === null ? [] : [label], meta },
  };
};
