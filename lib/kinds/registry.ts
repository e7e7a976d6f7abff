import { AppError } from "@/lib/errors";
import type { KindDefinition } from "@/lib/kinds/contract";
import { pairwise } from "@/lib/kinds/pairwise/kind";

/** Every annotation kind, by id. Adding one is a folder, a line here and a line in registry.client.tsx. */
export const kinds = { pairwise } as const;

export type KindId = keyof typeof kinds;

/** A kind with its own types closed over: responses and configs go in as unknown and are parsed by its schemas. */
export type AnyKind = KindDefinition<unknown, unknown>;
