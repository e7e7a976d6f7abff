import { createHash } from "node:crypto";
import type { Mapping } from "@/lib/imports/schema";

type Mapped = { ok: true; value: Record<string, unknown> } | { ok: false; reason: string };
type Turn = { role: unknown; content: unknown };

const isTurns = (value: unknown): value is Turn[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((turn) => typeof turn === "object" && turn !== null && "role" in turn && "content" in turn);

const isBlank = (value: unknown): boolean => value === undefined || value === null || (typeof value === "string" && value.trim() === "");

/** Words that files use for the sides and for "neither", after lower-casing and dropping what is not a letter or digit. */
const words = new Map<string, "first" | "second" | "tie" | "both-bad">([
  ...["a", "modela", "responsea", "first", "left", "winnermodela", "assistanta"].map((word) => [word, "first"] as const),
  ...["b", "modelb", "responseb", "second", "right", "winnermodelb", "assistantb"].map((word) => [word, "second"] as const),
  ...["tie", "same", "equal", "draw", "both", "bothgood", "winnertie"].map((word) => [word, "tie"] as const),
  ...["bothbad", "tiebothbad", "neither", "none"].map((word) => [word, "both-bad"] as const),
]);

const choiceOf = (value: unknown, mapping: Mapping, models: unknown[]): number | string | null => {
  if (isBlank(value)) return null;
  const text = String(value).trim();
  if (/^\d+$/.test(text)) return Number(text) - mapping.choiceBase;
  const byModel = models.indexOf(text);
  if (byModel >= 0 && models.lastIndexOf(text) === byModel) return byModel;
  const word = words.get(text.toLowerCase().replace(/[^a-z0-9]/g, ""));
  if (word === "first") return 0;
  if (word === "second") return 1;
  return word ?? text;
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
export const mapRecord = (record: ReadonlyMap<string, unknown>, mapping: Mapping): Mapped => {
  const get = (column: string | null | undefined): unknown => (column ? record.get(column) : undefined);
  const missing = [mapping.prompt, ...mapping.responses].filter((column) => column !== null && !record.has(column));
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
  const meta = Object.fromEntries([...record].filter(([column, value]) => !used.has(column) && !isBlank(value)));
  return {
    ok: true,
    value: { ...(isBlank(id) ? {} : { id }), prompt: prompt ?? "", responses, labels: choice === null ? [] : [label], meta },
  };
};

/** A file that always names the preferred response first would teach models the place; the content decides instead, the same each time. */
const leadsWithOther = (prompt: unknown, texts: unknown[]): boolean =>
  ((createHash("sha256")
    .update(JSON.stringify([prompt, [...texts.map((text) => JSON.stringify(text))].sort()]))
    .digest()[0] ?? 0) &
    1) ===
  1;
