import { createHash } from "node:crypto";
import type { Recipe } from "@/lib/exports/schema";

export const nobodyWhoAnswered = "nobody who answered";

/** Whether a name is one that a data set gives to a person. */
export const isPseudonym = (name: string): boolean => /^(human|adjudicator)-\d{3,}$/.test(name);

/**
 * A recipe as it is published: the people that it names go by the names that the data set gives them. A name that nobody who
 * answered has says so: it may be a person's all the same.
 */
export const publishedRecipe = (recipe: Recipe, sources: { annotators: Named[]; names: ReadonlyMap<string, string> }[]): Recipe => {
  if (recipe.annotators === "names") return recipe;
  const told = (name: string): string[] => {
    const known = sources.flatMap(({ annotators, names }) =>
      annotators.filter((one) => one.name === name).map(({ id }) => names.get(id) ?? name),
    );
    return known.length > 0 ? known : [nobodyWhoAnswered];
  };
  const { annotators, exceptAnnotators, ...days } = recipe.answers;
  const list = (names: string[]): string[] => [...new Set(names.flatMap(told))];
  return { ...recipe, answers: { ...days, annotators: list(annotators), exceptAnnotators: list(exceptAnnotators) } };
};

type Named = { id: string; name: string; source: "human" | "lm" | "gold" | "adjudicator" };

/**
 * People as "human-001", "human-002" …, whoever decides contested items as "adjudicator-001", numbered in the order of a
 * seeded hash of their names, so that the number says nothing of the name's place in the alphabet. Models and gold keep
 * their names: they are part of what a reader must know.
 */
export const pseudonymsOf = (annotators: Named[], seed: number): Map<string, string> =>
  new Map([...numbered(annotators, "human", seed), ...numbered(annotators, "adjudicator", seed)]);

const numbered = (annotators: Named[], wanted: "human" | "adjudicator", seed: number): [string, string][] => {
  const people = annotators
    .filter(({ source }) => source === wanted)
    .map(({ id, name }) => ({ id, key: createHash("sha256").update(`annotator ${seed} ${name}`).digest("hex") }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const digits = Math.max(3, String(people.length).length);
  return people.map(({ id }, index) => [id, `${wanted}-${String(index + 1).padStart(digits, "0")}`]);
};
