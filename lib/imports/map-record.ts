import {
  inList,
  isBlank,
  isRecord,
  jsonCell,
  messagesIn,
  replyText,
  sharedOpening,
  turnsOf,
  underSystem,
  withContext,
} from "@/lib/imports/formats/cells";
import { leadsWithOther } from "@/lib/imports/formats/pair-row";
import { isListed, isRead } from "@/lib/imports/listed-responses";
import { readAnswers } from "@/lib/imports/read-answers";
import { valueAt } from "@/lib/imports/value-at";
import type { Mapping } from "@/lib/imports/mapping-schema";

type Mapped = { ok: true; value: Record<string, unknown> } | { ok: false; reason: string };

/** Texts, or conversations whose opening is the prompt unless there is one beside them. */
const readResponses = (cells: unknown[], beside: unknown): { prompt: unknown; texts: unknown[] } => {
  const given = messagesIn(beside);
  const raw = cells.map((cell) => inList(messagesIn(cell)));
  const prompt = isBlank(given) ? undefined : (turnsOf(given) ?? given);
  const talks = raw.map(turnsOf);
  if (talks.length === 0 || !talks.every((turns) => turns !== null))
    return { prompt, texts: cells.map((value, i) => (talks[i] ? replyText(talks[i]) : value)) };
  const opening = sharedOpening(talks);
  return { prompt: prompt ?? opening, texts: talks.map((turns) => replyText(turns.slice(opening.length))) };
};

/** A prompt under what models were told before it. */
const under = (system: unknown, prompt: unknown): unknown => {
  if (isBlank(system) || typeof system !== "string") return prompt;
  const turns = typeof prompt === "string" ? prompt : turnsOf(prompt ?? []);
  return turns === null ? (isBlank(prompt) || Array.isArray(prompt) ? underSystem(system, "") : prompt) : underSystem(system, turns);
};

/** Of a row that lists its responses as ours do, what our schema has a place for beside them. */
const ownOf = ({ source, license, meta, ...rest }: Record<string, unknown>) => {
  const known = isRecord(jsonCell(meta)) ? (jsonCell(meta) as Record<string, unknown>) : meta === undefined ? {} : { meta };
  return {
    own: { ...(source === undefined ? {} : { source }), ...(license === undefined ? {} : { license }) },
    meta: { ...known, ...rest },
  };
};

/** A record of named columns as a row of the import schema, not yet checked. */
export const mapRecord = (record: Readonly<Record<string, unknown>>, mapping: Mapping): Mapped => {
  const get = (column: string | null | undefined): unknown => (column ? valueAt(record, column) : undefined);
  const missing = [mapping.prompt, ...mapping.responses].filter((column) => column !== null && get(column) === undefined);
  if (missing.length > 0) return { ok: false, reason: `has no column ${missing.map((column) => `“${column}”`).join(", ")}` };
  const asked = readResponses(mapping.responses.map(get), get(mapping.prompt));
  const { texts } = asked;
  const prompt = under(get(mapping.system), withContext(asked.prompt, get(mapping.context)));
  const models = mapping.models.map((column) => get(column));
  const responses = texts.map((text, i) => ({ text, ...(isBlank(models[i]) ? {} : { model: models[i] }) }));
  const id = get(mapping.id);
  const flipped = mapping.chosenFirst && leadsWithOther(prompt, texts);
  if (flipped) responses.reverse();
  const read = readAnswers(record, mapping, { models, texts, flipped });
  if ("reason" in read) return { ok: false, reason: read.reason };
  const used = new Set([
    mapping.id,
    mapping.prompt,
    mapping.system,
    mapping.context,
    mapping.choice,
    mapping.annotator,
    mapping.rationale,
    ...mapping.responses,
    ...mapping.models,
    ...mapping.raters,
    ...mapping.ranks,
    ...[...mapping.aspects, ...mapping.votes].map(({ column }) => column),
    ...mapping.ratings.flatMap(({ columns }) => columns),
  ]);
  const rest = Object.fromEntries(Object.entries(record).filter(([column, value]) => !isBlank(value) && !isRead(column, value, used)));
  const { own, meta } = mapping.responses.every(isListed) ? ownOf(rest) : { own: {}, meta: rest };
  return { ok: true, value: { ...(isBlank(id) ? {} : { id }), prompt: prompt ?? "", responses, labels: read.labels, ...own, meta } };
};
