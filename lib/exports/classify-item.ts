import type { Asked, EntryAnswer } from "@/lib/exports/formats/contract";
import type { Recipe } from "@/lib/exports/schema";
import type { PreferenceExample, PreferenceOutcome, UnitConsensus } from "@/lib/kinds/contract";

/** A task of an item (or a part of it) with what its answers came to, null where nothing was aggregated. */
export type TaskForExport = Omit<UnitConsensus, "consensus"> & { isGold: boolean; consensus: UnitConsensus["consensus"] | null };

export type Classified = { unitKey: string; part: string } & (
  | { example: PreferenceExample; reason: null }
  | { example: null; reason: string; between?: [number, number] | undefined }
);

export type Rules = Pick<Recipe, "gold" | "ties" | "minPosterior" | "minVoteShare" | "minLabels">;

type Question = Pick<Asked, "kind" | "config" | "question">;

/** Classes of the posterior from likely to unlikely, equal ones in the order of their names. */
const byProbability = (posterior: Record<string, number>): [string, number][] =>
  Object.entries(posterior).sort(([aName, a], [bName, b]) => b - a || (aName < bName ? -1 : 1));

/** The likeliest class that is a preference, where no other preference is as likely. */
const lean = ({ kind, config, question }: Question, unit: UnitConsensus): PreferenceExample | null => {
  // A posterior that runs over no classes (say of which response is the best) tells nothing of the two that are tied.
  if (kind.classes(config, unit.unitKey, question) === null) return null;
  const sides = byProbability(unit.consensus.posterior).flatMap(([choice, probability]) => {
    // The strength was averaged over votes for both sides: it says nothing of this one.
    const [outcome] = kind.preferences(config, question, [{ ...unit, consensus: { ...unit.consensus, choice, strength: null } }]);
    return outcome && "example" in outcome ? [{ example: outcome.example, probability }] : [];
  });
  const [first, second] = sides;
  if (!first || first.probability <= (second?.probability ?? 0)) return null;
  return { ...first.example, pChosen: first.probability };
};

const settle = (asked: Question, outcome: PreferenceOutcome, units: UnitConsensus[], recipe: Rules): Classified => {
  const { unitKey, part } = outcome;
  const unit = units.find((one) => one.unitKey === unitKey && one.part === part);
  const leaning = "none" in outcome && outcome.none === "tie" && recipe.ties === "lean" && unit ? lean(asked, unit) : null;
  if ("none" in outcome && !leaning) return { unitKey, part, example: null, reason: outcome.none, between: outcome.between };
  const example = leaning ?? ("example" in outcome ? outcome.example : null);
  if (!example) return { unitKey, part, example: null, reason: "no-consensus" };
  return example.pChosen < recipe.minPosterior
    ? { unitKey, part, example: null, reason: "low-posterior" }
    : { unitKey, part, example, reason: null };
};

/** Share of the counted answers whose class is the consensus; null where the question has no classes or nobody answered. */
const voteShare = ({ kind, config, question }: Question, unit: UnitConsensus, answers: EntryAnswer[]): number | null => {
  if (kind.classes(config, unit.unitKey, question) === null) return null;
  const labels = answers
    .filter(({ counted, unitKey }) => counted && unitKey === unit.unitKey)
    .flatMap(({ forms }) => forms.filter((form) => form.question === question && form.part === unit.part).map((form) => kind.label(form)));
  return labels.length === 0 ? null : labels.filter((label) => label === unit.consensus.choice).length / labels.length;
};

/** Whether an expert's decision is the consensus: what was contested is not any more. */
const isDecided = ({ kind, question }: Question, { unitKey, part, consensus }: UnitConsensus, answers: EntryAnswer[]): boolean =>
  answers.some(
    ({ source, leftOut, earlierQuestion, unitKey: at, forms }) =>
      source === "adjudicator" &&
      !leftOut &&
      !earlierQuestion &&
      at === unitKey &&
      forms.some((form) => form.question === question && form.part === part && kind.label(form) === consensus.choice),
  );

/**
 * The tasks of one item become preferences, or are left out for one named reason each: nothing is lost between the two. A
 * kind may find several preferences in a task (the pairs of a ranking), or one in several tasks (the ratings of two responses).
 */
export const classifyItem = (asked: Question, tasks: TaskForExport[], recipe: Rules, answers: EntryAnswer[] = []): Classified[] => {
  const units: UnitConsensus[] = [];
  const left: Classified[] = [];
  for (const { isGold, unitKey, part, consensus } of tasks) {
    const leave = (reason: string): void => void left.push({ unitKey, part, example: null, reason });
    const unit = consensus && { unitKey, part, consensus };
    if (isGold && recipe.gold === "exclude") leave("gold");
    else if (!unit) leave("no-consensus");
    else if (unit.consensus.labels < recipe.minLabels) leave("few-labels");
    else if (recipe.minVoteShare > 0 && (voteShare(asked, unit, answers) ?? 1) < recipe.minVoteShare && !isDecided(asked, unit, answers))
      leave("contested");
    else units.push(unit);
  }
  const outcomes = units.length === 0 ? [] : asked.kind.preferences(asked.config, asked.question, units);
  return [...left, ...outcomes.map((outcome) => settle(asked, outcome, units, recipe))];
};
