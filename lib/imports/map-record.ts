import { isBlank, replyText, sharedOpening, turnsOf } from "@/lib/imports/formats/cells";
import { leadsWithOther } from "@/lib/imports/formats/pair-row";
import { sideOfWord } from "@/lib/imports/formats/read-words";
import type { Mapping } from "@/lib/imports/schema";

type Mapped = { ok: true; value: Record<string, unknown> } | { ok: false; reason: string };

const choiceOf = (value: unknown, mapping: Mapping, models: unknown[]): number | string | null => {
  if (isBlank(value)) return null;
  const text = String(value).trim();
  if (/^\d+$/.test(text)) return Number(text) - mapping.choiceBase;
  const byModel = models.indexOf(text);
  if (byModel >= 0 && models.lastIndexOf(text) === byModel) return byModel;
  return sideOfWord(text) ?? text;
};

/** Texts, or conversations whose opening is the prompt unless there is one beside them. */
const readResponses = (raw: unknown[], given: unknown): { prompt: unknown; texts: unknown[] } => {
  const prompt = isBlank(given) ? undefined : (turnsOf(given) ?? given);
  const talks = raw.map(turnsOf);
  if (talks.length === 0 || !talks.every((turns) => turns !== null))
    return { prompt, texts: raw.map((value, i) => (talks[i] ? replyText(talks[i]) : value)) };
  const opening = sharedOpening(talks);
  return { prompt: prompt ?? opening, texts: talks.map((turns) => replyText(turns.slice(opening.length))) };
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
