import type { AnyKind } from "@/lib/kinds/registry";
import type { ConsensusValue, PreferenceExample } from "@/lib/kinds/contract";
import type { Recipe } from "@/lib/exports/schema";

export type TaskForExport = { unitKey: string; isGold: boolean; consensus: ConsensusValue | null };

export type Classified = { example: PreferenceExample; reason: null } | { example: null; reason: string };

const out = (reason: string): Classified => ({ example: null, reason });

/** Classes of the posterior from likely to unlikely, equal ones in the order of their names. */
const byProbability = (posterior: Record<string, number>): [string, number][] =>
  Object.entries(posterior).sort(([aName, a], [bName, b]) => b - a || (aName < bName ? -1 : 1));

/** The likeliest class that is a preference, where no other preference is as likely. */
const lean = (kind: AnyKind, unitKey: string, consensus: ConsensusValue): PreferenceExample | null => {
  const sides = byProbability(consensus.posterior).flatMap(([choice, probability]) => {
    // The strength was averaged over votes for both sides: it says nothing of this one.
    const answer = kind.preference(unitKey, { ...consensus, choice, strength: null });
    return "example" in answer ? [{ example: answer.example, probability }] : [];
  });
  const [first, second] = sides;
  if (!first || first.probability <= (second?.probability ?? 0)) return null;
  return { ...first.example, pChosen: first.probability };
};

/** One task becomes a preference, or is left out for one named reason: nothing is lost between the two. */
export const classifyTask = (kind: AnyKind, task: TaskForExport, recipe: Pick<Recipe, "gold" | "ties" | "minPosterior">): Classified => {
  if (task.isGold && recipe.gold === "exclude") return out("gold");
  if (!task.consensus) return out("no-consensus");
  const answer = kind.preference(task.unitKey, task.consensus);
  const leaning = "none" in answer && answer.none === "tie" && recipe.ties === "lean" ? lean(kind, task.unitKey, task.consensus) : null;
  if ("none" in answer && !leaning) return out(answer.none);
  const example = leaning ?? ("example" in answer ? answer.example : null);
  if (!example) return out("no-consensus");
  return example.pChosen < recipe.minPosterior ? out("low-posterior") : { example, reason: null };
};
