import { AppError } from "@/lib/errors";
import { pairwise } from "@/lib/kinds/pairwise/kind";
import { pointwise } from "@/lib/kinds/pointwise/kind";
import { ranking } from "@/lib/kinds/ranking/kind";
import { sealKind } from "@/lib/kinds/seal";
import type { AnyKind } from "@/lib/kinds/seal";
import { segment } from "@/lib/kinds/segment/kind";

/**
 * Every annotation kind, by id. Adding one is a folder, a line here and a line in registry.client.tsx. A file's label is offered
 * to the kinds in this order: ratings come last, since a bare score may stand beside any other answer.
 */
export const kinds = {
  pairwise: sealKind(pairwise),
  ranking: sealKind(ranking),
  segment: sealKind(segment),
  pointwise: sealKind(pointwise),
} as const;

export type KindId = keyof typeof kinds;
export type { AnyKind };

const byId = new Map<string, AnyKind>(Object.entries(kinds));

/** @throws AppError invalid_input for a kind that is not built */
export const kindOf = (id: string): AnyKind => {
  const kind = byId.get(id);
  if (!kind)
    throw new AppError("invalid_input", { userMessage: `There is no annotation kind “${id}”. Known: ${[...byId.keys()].join(", ")}.` });
  return kind;
};
