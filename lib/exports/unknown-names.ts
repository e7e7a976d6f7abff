import type { Recipe } from "@/lib/exports/schema";
import { annotatorNames, itemSources } from "@/lib/exports/source/names-store";
import { tokenEditDistance } from "@/lib/ml/text-diff/edit-distance";

/** The name that is written most like another, whatever its case; null where there is none. */
export const nearestName = (typed: string, names: readonly string[]): string | null => {
  const letters = (name: string): string[] => [...name.toLowerCase()];
  let nearest: { name: string; distance: number } | null = null;
  for (const name of names) {
    const distance = tokenEditDistance(letters(typed), letters(name));
    if (!nearest || distance < nearest.distance) nearest = { name, distance };
  }
  return nearest?.name ?? null;
};

const told = (typed: string, what: string, names: string[]): string => {
  const nearest = nearestName(typed, names);
  return `“${typed}” is no ${what} of this project${nearest === null ? "; it has none" : `. The nearest is “${nearest}”`}.`;
};

/**
 * Which name of a recipe's lists nobody has, in words; null where all are known. A name with a slip of the pen would leave nobody
 * out, or everybody.
 */
export const unknownNames = async (projectId: string, { answers, itemSources: sources }: Recipe): Promise<string | null> => {
  const people = [...answers.annotators, ...answers.exceptAnnotators];
  const known = people.length === 0 ? [] : await annotatorNames(projectId);
  const stranger = people.find((name) => !known.includes(name));
  if (stranger !== undefined) return told(stranger, "annotator", known);
  const given = sources.length === 0 ? [] : await itemSources(projectId);
  const odd = sources.find((name) => !given.includes(name));
  return odd === undefined ? null : told(odd, "source of items", given);
};
