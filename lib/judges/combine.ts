import type { AnyKind } from "@/lib/kinds/registry";

/** One answered call about a task. */
export type Answered = { orderIndex: number; sample: number; response: unknown };

const signatureOf = (kind: AnyKind, config: unknown, unitKey: string, response: unknown): string =>
  kind
    .normalise(config, unitKey, response)
    .map((form) => `${form.question} ${form.part} ${kind.label(form)}`)
    .sort()
    .join("\n");

const earlier = (a: Answered, b: Answered): number => a.orderIndex - b.orderIndex || a.sample - b.sample;

/** The answer given most often; among equals the one that was given first. */
const commonest = (kind: AnyKind, config: unknown, unitKey: string, calls: Answered[]): Answered | null => {
  const groups = new Map<string, Answered[]>();
  for (const call of [...calls].sort(earlier)) {
    const signature = signatureOf(kind, config, unitKey, call.response);
    groups.set(signature, [...(groups.get(signature) ?? []), call]);
  }
  const [best] = [...groups.values()].sort((a, b) => b.length - a.length);
  return best?.[0] ?? null;
};

/**
 * A judge's answer to a task from all that it said: the commonest answer over orders and samples, and beside it the commonest
 * of the swapped order where the kind keeps that. Null where no call was answered.
 */
export const combineCalls = (kind: AnyKind, config: unknown, unitKey: string, calls: Answered[]): unknown => {
  const chosen = commonest(kind, config, unitKey, calls);
  if (!chosen) return null;
  const other = commonest(
    kind,
    config,
    unitKey,
    calls.filter(({ orderIndex }) => orderIndex !== chosen.orderIndex),
  );
  if (!other || !kind.judge.withSwapped) return chosen.response;
  return kind.judge.withSwapped(chosen.response, other.response);
};
