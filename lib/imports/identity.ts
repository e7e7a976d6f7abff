import { hash } from "node:crypto";
import type { ImportPrompt, ImportRow } from "@/lib/imports/row-schema";

const sha256 = (text: string): string => hash("sha256", text, "hex");

/** JSON with sorted keys: equal values give equal text. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_key, entry: unknown) =>
    typeof entry === "object" && entry !== null && !Array.isArray(entry)
      ? Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : entry,
  );

/** A text and a conversation of one user turn with that text are the same prompt. */
const turnsOf = (prompt: ImportPrompt): [string, string][] =>
  typeof prompt === "string" ? [["user", prompt]] : prompt.map(({ role, content }) => [role, content]);

/** Media tell rows apart whose texts are the same; a row without any hashes as it always did. */
const mediaKeys = (media: ImportRow["media"]): unknown[] => (media?.length ? [media.map(({ file, url }) => file ?? url)] : []);

/** Splits, folds and clusters go by this; white space at the ends and composed or decomposed letters make no difference. */
export const promptHashOf = (prompt: ImportPrompt, media?: ImportRow["media"]): string =>
  sha256(JSON.stringify([...turnsOf(prompt).map(([role, content]) => [role, content.normalize("NFC").trim()]), ...mediaKeys(media)]));

export const textHashOf = sha256;

/** What makes a row the same item: its own id where it gives one, prompt, and responses with their models and media. */
export const contentHashOf = (row: ImportRow): string =>
  sha256(
    JSON.stringify([
      row.id ?? null,
      turnsOf(row.prompt),
      row.responses.map(({ text, model, media }) => [text, model ?? null, ...mediaKeys(media)]),
      ...mediaKeys(row.media),
    ]),
  );

/** The file's id, else the head of the content hash. */
export const externalIdOf = (row: ImportRow, contentHash: string): string => row.id ?? contentHash.slice(0, 16);

/** Why a row is refused whose id another row has that says something else. */
export const idTaken = (id: string): string => `id “${id}” is already taken by a row with other content`;

/**
 * The key of one imported answer. The same answer by the same annotator is a second label only where one row states it twice:
 * `occurrence` counts those. The item's id comes first, because items are made in order: keys that are hashes alone would send
 * each answer to another page of the index. Kept in step with the migration that gave older answers this key.
 */
export const answerKeyOf = (input: {
  itemId: string;
  campaignId: string;
  unitKey: string;
  payloadHash: string;
  occurrence: number;
}): string =>
  `import:${input.itemId}:${sha256(`${input.campaignId} ${input.unitKey} ${input.payloadHash} ${input.occurrence}`).slice(0, 32)}`;

export const payloadHashOf = (response: unknown): string => sha256(canonicalJson(response));

const titleLength = 140;

/** First characters of the last user turn, for lists. */
export const titleOf = (prompt: ImportPrompt): string => {
  const turns = turnsOf(prompt);
  const content = (turns.findLast(([role]) => role === "user") ?? turns.at(-1) ?? ["user", ""])[1];
  const head = content.slice(0, 4 * titleLength);
  // Most texts have single spaces: to look is cheaper than to put the same text together again.
  const flat = (/\s\s|[^\S ]/.test(head) ? head.replace(/\s+/g, " ") : head).trim();
  // A cut through a surrogate pair would leave half a character.
  return flat.length <= titleLength ? flat : `${flat.slice(0, titleLength - 1).replace(/[\ud800-\udbff]$/, "")}…`;
};

export const promptCharsOf = (prompt: ImportPrompt): number => turnsOf(prompt).reduce((sum, [, content]) => sum + content.length, 0);
