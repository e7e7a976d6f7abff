import type { ChatMessage, PreferenceExample, Prompt } from "@/lib/kinds/contract";
import type { ExportFormat } from "@/lib/exports/schema";

export type RowShape = "standard" | "conversational";
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type Row = { [column: string]: JsonValue };

const asMessages = (prompt: Prompt): ChatMessage[] => (typeof prompt === "string" ? [{ role: "user", content: prompt }] : prompt);

const asTurn = (text: string): ChatMessage[] => [{ role: "assistant", content: text }];

/** Plain text of a prompt with an answer behind it. One blank line parts them, the same before both answers. */
const joined = (prompt: Prompt, text: string): string =>
  `${
    typeof prompt === "string"
      ? prompt
      : asMessages(prompt)
          .map((turn) => turn.content)
          .join("\n\n")
  }\n\n${text}`;

export const promptCell = (prompt: Prompt, shape: RowShape): JsonValue =>
  shape === "conversational"
    ? asMessages(prompt).map(({ role, content }) => ({ role, content }))
    : typeof prompt === "string"
      ? prompt
      : joined(prompt, "");

/**
 * A preference with the columns that TRL documents and no other: `prompt, chosen, rejected` with the reply turns alone,
 * or `chosen, rejected` as whole texts or dialogues; `margin` in 0 … 1 where it is wanted.
 */
export const preferenceRow = (
  format: Exclude<ExportFormat, "annotations">,
  shape: RowShape,
  withMargin: boolean,
  prompt: Prompt,
  texts: { chosen: string; rejected: string },
  example: PreferenceExample,
): Row => {
  const explicit = format === "trl-preference";
  const side = (text: string): JsonValue => {
    if (shape === "standard") return explicit ? text : joined(prompt, text);
    return explicit ? asTurn(text) : [...asMessages(prompt), ...asTurn(text)].map(({ role, content }) => ({ role, content }));
  };
  return {
    ...(explicit ? { prompt: promptCell(prompt, shape) } : {}),
    chosen: side(texts.chosen),
    rejected: side(texts.rejected),
    ...(withMargin ? { margin: example.margin } : {}),
  };
};
