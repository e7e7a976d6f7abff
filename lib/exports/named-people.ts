import { AppError } from "@/lib/errors";
import { isPseudonym, nobodyWhoAnswered } from "@/lib/exports/pseudonyms";
import { modelsAmong } from "@/lib/exports/source/names-store";
import type { Manifest } from "@/lib/exports/version-schema";

/**
 * People whom the manifest of a finished version calls by name although its recipe gives them pseudonyms, as manifests once did of
 * those whom a filter names. What is finished never changes, so it can only be told. A name that nobody in the project has any
 * more may be a person's.
 */
export const namedPeople = async (projectId: string, { recipe }: Manifest): Promise<string[]> => {
  if (recipe.annotators === "names") return [];
  const { annotators, exceptAnnotators } = recipe.answers;
  const names = [...new Set([...annotators, ...exceptAnnotators])].filter((name) => name !== nobodyWhoAnswered && !isPseudonym(name));
  if (names.length === 0) return [];
  const models = await modelsAmong(projectId, names);
  return names.filter((name) => !models.includes(name));
};

/** That it is so, and what to do, in words; null where nobody is named. */
export const namedPeopleWarning = (names: readonly string[]): string | null =>
  names.length === 0
    ? null
    : `Its manifest calls ${names.length === 1 ? "a person" : `${names.length} people`} by name (${names.join(", ")}), although the recipe gives people pseudonyms: it was made before manifests did so. A finished version never changes. Build the same recipe again, and hand on the new version.`;

/** @throws AppError refused where a version would take names elsewhere that its recipe keeps back */
export const refuseNamedPeople = async (projectId: string, manifest: Manifest): Promise<void> => {
  const userMessage = namedPeopleWarning(await namedPeople(projectId, manifest));
  if (userMessage !== null) throw new AppError("refused", { userMessage });
};
