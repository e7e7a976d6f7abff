import type { ChatMessage, KindItem } from "@/lib/kinds/contract";
import type { AnyKind } from "@/lib/kinds/registry";
import type { ReplyMode } from "@/lib/judges/schema";
import { taggedPrompt, taggedTexts, textsAreMaterial } from "@/lib/judges/tagged-texts";

export type Question = { kind: AnyKind; config: unknown; guide: string; item: KindItem; unitKey: string };

const asJson =
  'Reply with one JSON object and nothing else: {"reasons": "…", "verdict": "…"}. In "reasons" stand your reasons, in "verdict" the ending asked for above, in exactly that form.';

/** `{{default}}` is what the kind says by itself, `{{guide}}` the campaign's guide. Everything else is the admin's own. */
const fill = (template: string, values: { default: string; guide: string }): string =>
  template.replaceAll(/\{\{(default|guide)\}\}/g, (_whole, name: string) => (name === "guide" ? values.guide : values.default));

/** The messages of one question in one order, and how the answer is to be written in a server's mode of replying. */
export const buildPrompt = (question: Question, template: string, shownOrder: number[], mode: ReplyMode): ChatMessage[] => {
  const { kind, config, guide, item, unitKey } = question;
  const { instructions, responses } = kind.judge.prompt({ guide, config, item, unitKey, shownOrder });
  const told = [fill(template, { default: instructions, guide }), textsAreMaterial, ...(mode === "text" ? [] : [asJson])];
  return [
    { role: "system", content: told.join("\n\n") },
    { role: "user", content: taggedTexts([taggedPrompt(item), ...responses]) },
  ];
};

/**
 * The orders in which responses are shown, the first of them drawn for each task: where a judge's answer turns with the order, the
 * first one counts, and in the order of a file the better response often comes first.
 */
export const shownOrders = (ordinals: readonly number[], orders: "both" | "one", draw: number): number[][] => {
  const forward = [...ordinals];
  const backward = [...ordinals].reverse();
  if (ordinals.length < 2) return [forward];
  const drawn = draw % 2 === 0 ? [forward, backward] : [backward, forward];
  return orders === "both" ? drawn : drawn.slice(0, 1);
};

/** A number from a text, the same everywhere and always (FNV-1a, 32 bits). */
export const drawFrom = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const char of text) {
    hash ^= char.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  // The low bit of FNV keeps patterns of the last character; the high ones are mixed.
  return (hash >>> 16) ^ (hash >>> 24);
};
