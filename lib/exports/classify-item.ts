import type { PreferenceExample, PreferenceOutcome, UnitConsensus } from "@/lib/kinds/contract";
import type { AnyKind } from "@/lib/kinds/registry";
import type { Recipe } from "@/lib/exports/schema";

/** A task of an item (or a part of it) with what its answers came to, null where nothing was aggregated. */
export type TaskForExport = Omit<UnitConsensus, "consensus"> & { isGold: boolean; consensus: UnitConsensus["consensus"] | null };

export type Classified = { unitKey: string; part: string } & (
  { example: PreferenceExample; reason: null } | { example: null; reason: string }
);

export type Asked = { kind: AnyKind; config: unknown; question: string };

/** Classes of the posterior from likely to unlikely, equal ones in the order of their names. */
const byProbability = (posterior: Record<string, number>): [string, number][] =>
  Object.entries(posterior).sort(([aName, a], [bName, b]) => b - a || (aName < bName ? -1 : 1));

/** The likeliest class that is a preference, where no other preference is as likely. */
const lean = ({ kind, config, question }: Asked, unit: UnitConsensus): PreferenceExample | null => {
  const sides = byProbability(unit.consensus.posterior).flatMap(([choice, probability]) => {
    // The strength was averaged over votes for both sides: it says nothing of this one.
    const [outcome] = kind.preferences(config, question, [{ ...unit, consensus: { ...unit.consensus, choice, strength: null } }]);
    return outcome && "example" in outcome ? [{ example: outcome.example, probability }] : [];
  });
  const [first, second] = sides;
  if (!first || first.probability <= (second?.probability ?? 0)) return null;
  return { ...first.example, pChosen: first.probability };
};

const settle = (
  asked: Asked,
  outcome: PreferenceOutcome,
  units: UnitConsensus[],
  recipe: Pick<Recipe, "ties" | "minPosterior">,
): Classified => {
  const { unitKey, part } = outcome;
  const unit = units.find((one) => one.unitKey === unitKey && one.part === part);
  const leaning = "none" in outcome && outcome.none === "tie" && recipe.ties === "lean" && unit ? lean(asked, unit) : null;
  if ("none" in outcome && !leaning) return { unitKey, part, example: null, reason: outcome.none };
  const example = leaning ?? ("example" in outcome ? outcome.example : null);
  if (!example) return { unitKey, part, example: null, reason: "no-consensus" };
  return example.pChosen < recipe.minPosterior
    ? { unitKey, part, example: null, reason: "low-posterior" }
    : { unitKey, part, example, reason: null };
};

/**
 * The tasks of one item become preferences, or are left out for one named reason each: nothing is lost between the two. A
 * kind may find several preferences in a task (the pairs of a ranking), or one in several tasks (the ratings of two responses).
 */
export const classifyItem = (
  asked: Asked,
  tasks: TaskForExport[],
  recipe: Pick<Recipe, "gold" | "ties" | "minPosterior">,
): Classified[] => {
  const units: UnitConsensus[] = [];
  const left: Classified[] = [];
  for (const { isGold, unitKey, part, consensus } of tasks) {
    if (isGold && recipe.gold === "exclude") left.push({ unitKey, part, example: null, reason: "gold" });
    else if (!consensus) left.push({ unitKey, part, example: null, reason: "no-consensus" });
    else units.push({ unitKey, part, consensus });
  }
  const outcomes = units.length === 0 ? [] : asked.kind.preferences(asked.config, asked.question, units);
  return [...left, ...outcomes.map((outcome) => settle(asked, outcome, units, recipe))];
};
