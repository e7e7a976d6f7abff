import { createHash } from "node:crypto";

/**
 * People as "human-001", "human-002" …, numbered in the order of a seeded hash of their names, so that the number says
 * nothing of the name's place in the alphabet. Models and gold keep their names: they are part of what a reader must know.
 */
export const pseudonymsOf = (
  annotators: { id: string; name: string; source: "human" | "lm" | "gold" }[],
  seed: number,
): Map<string, string> => {
  const people = annotators
    .filter(({ source }) => source === "human")
    .map(({ id, name }) => ({ id, key: createHash("sha256").update(`annotator ${seed} ${name}`).digest("hex") }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const digits = Math.max(3, String(people.length).length);
  return new Map(people.map(({ id }, index) => [id, `human-${String(index + 1).padStart(digits, "0")}`]));
};
