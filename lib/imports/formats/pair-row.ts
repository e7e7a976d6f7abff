import { createHash } from "node:crypto";
import type { Turn } from "@/lib/imports/formats/cells";
import type { FormatRow } from "@/lib/imports/formats/contract";
import type { FileAnnotator } from "@/lib/imports/schema";

type Side = { text: string; model?: string | undefined; id?: string | undefined };

/** A file that always names the preferred response first would teach models the place; the content decides instead, the same each time. */
export const leadsWithOther = (prompt: unknown, texts: unknown[]): boolean =>
  ((createHash("sha256")
    .update(JSON.stringify([prompt, [...texts.map((text) => JSON.stringify(text))].sort()]))
    .digest()[0] ?? 0) &
    1) ===
  1;

export const responseOf = ({ text, model, id }: Side): FormatRow => ({
  text,
  ...(model === undefined || model === "" ? {} : { model }),
  ...(id === undefined ? {} : { id }),
});

/**
 * A preferred and another response as an item with its label. `strength` is 0 … 1, how much better the preferred one is.
 */
export const pairRow = (input: {
  id?: string | undefined;
  prompt: string | Turn[];
  chosen: Side;
  rejected: Side;
  strength?: number | undefined;
  annotator: FileAnnotator;
  label?: Record<string, unknown>;
  meta: Record<string, unknown>;
}): { row: FormatRow; chosenAt: 0 | 1 } => {
  const { id, prompt, chosen, rejected, strength, annotator, label, meta } = input;
  const chosenAt = leadsWithOther(prompt, [chosen.text, rejected.text]) ? 1 : 0;
  const [first, second] = chosenAt === 0 ? [chosen, rejected] : [rejected, chosen];
  const signed = strength === undefined ? undefined : chosenAt === 1 ? strength : -strength;
  return {
    chosenAt,
    row: {
      ...(id === undefined ? {} : { id }),
      prompt,
      responses: [responseOf(first), responseOf(second)],
      labels: [
        {
          annotator: annotator.name,
          kind: annotator.kind,
          choice: chosenAt,
          ...(signed === undefined ? {} : { strength: (signed + 1) / 2 }),
          ...label,
        },
      ],
      meta,
    },
  };
};
