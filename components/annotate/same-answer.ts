import type { Draft } from "@/lib/annotations/schema";

const entriesOf = (value: object): [string, unknown][] => Object.entries(value).filter(([, entry]) => entry !== undefined);

/** Whether two stored values are alike; the database gives keys back in an order of its own. */
const alike = (one: unknown, other: unknown): boolean => {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return Object.is(one, other);
  const [first, second] = [entriesOf(one), new Map(entriesOf(other))];
  return (
    Array.isArray(one) === Array.isArray(other) &&
    first.length === second.size &&
    first.every(([key, entry]) => second.has(key) && alike(entry, second.get(key)))
  );
};

/** Whether a draft says what an answer said. */
export const sameAnswer = (draft: Draft, answer: Pick<Draft, "response" | "comment" | "flagged" | "extras">): boolean =>
  alike([draft.response, draft.comment, draft.flagged, draft.extras], [answer.response, answer.comment, answer.flagged, answer.extras]);
