import { createHash } from "node:crypto";
import type { ChatMessage, Prompt } from "@/lib/kinds/contract";

export type RowShape = "standard" | "conversational";
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type Row = { [column: string]: JsonValue };

/** A prompt as messages; a plain text is the user's. */
export const asMessages = (prompt: Prompt): ChatMessage[] =>
  typeof prompt === "string" ? [{ role: "user", content: prompt }] : prompt.map(({ role, content }) => ({ role, content }));

export const asReply = (text: string): ChatMessage[] => [{ role: "assistant", content: text }];

/** A prompt as one text: turns with a blank line between them. */
export const promptText = (prompt: Prompt): string =>
  typeof prompt === "string" ? prompt : prompt.map((turn) => turn.content).join("\n\n");

/** A prompt with an answer behind it. One blank line parts them, the same before both answers of a pair. */
export const joined = (prompt: Prompt, text: string): string => `${promptText(prompt)}\n\n${text}`;

export const promptCell = (prompt: Prompt, shape: RowShape): JsonValue =>
  shape === "conversational" ? asMessages(prompt) : typeof prompt === "string" ? prompt : joined(prompt, "");

export const replyCell = (text: string, shape: RowShape): JsonValue => (shape === "conversational" ? asReply(text) : text);

export const dialogueCell = (prompt: Prompt, text: string, shape: RowShape): JsonValue =>
  shape === "conversational" ? [...asMessages(prompt), ...asReply(text)] : joined(prompt, text);

export const promptKind = (shape: RowShape): "messages" | "text" => (shape === "conversational" ? "messages" : "text");

/** Whether a prompt has only turns that end in the user's: what formats with two speakers can say. */
export const hasTwoSpeakers = (prompt: Prompt): boolean => asMessages(prompt).every(({ role }) => role === "user" || role === "assistant");

/** Whether turns are the user's and the assistant's one after the other, the user's last. */
export const alternates = (turns: ChatMessage[]): boolean =>
  turns.length > 0 && turns.toReversed().every(({ role }, index) => role === (index % 2 === 0 ? "user" : "assistant"));

/** An id that follows from a content, in the form of a UUID. */
export const contentUuid = (...parts: (string | number)[]): string => {
  const hex = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
