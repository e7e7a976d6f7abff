import type { Column } from "@/lib/exports/columns";
import type { Asked, Entry, EntryAnswer, EntryOutcome, FormatContext, Side, Written } from "@/lib/exports/formats/contract";
import type { Row } from "@/lib/exports/formats/text";
import type { Comparison } from "@/lib/kinds/contract";

export type Preference = Extract<EntryOutcome, { reason: null }>;

/** Columns that preference formats share beside their own. */
export const extraColumns = ({ recipe }: FormatContext): Column[] => [
  ...(recipe.margin === "auto" ? [{ name: "margin", kind: "number", optional: true } as const] : []),
  ...(recipe.weights === "column" ? [{ name: "weight", kind: "number" } as const] : []),
];

export const extraCells = ({ margin, weight }: Preference, { recipe }: FormatContext): Row => ({
  ...(recipe.margin === "auto" ? { margin } : {}),
  ...(recipe.weights === "column" ? { weight } : {}),
});

/** A row for every preference, or the reason why it has none in the format; what was no preference keeps its reason. */
export const eachPreference = (entry: Entry, row: (preference: Preference) => Row | string): Written[] =>
  entry.outcomes.map((outcome): Written => {
    const { unitKey, part } = outcome;
    if (outcome.reason !== null) return { unitKey, part, none: outcome.reason };
    const made = row(outcome);
    if (typeof made === "string") return { unitKey, part, none: made };
    return { unitKey, part, models: { chosen: outcome.chosen.model, rejected: outcome.rejected.model }, rows: [made] };
  });

/** Formats of preferences take any question whose consensus can prefer a response; which one does is told by the consensus itself. */
export const anyQuestion = (): null => null;

/** How a response fared in an item's preferences: once for each in which it was chosen, less each in which it was rejected. */
export type Standing = { side: Side; net: number; wins: number; losses: number; unitKey: string; part: string; weight: number };

export const keyOf = ({ ordinal, text }: Side): string => (ordinal === null ? `text ${text}` : `ordinal ${ordinal}`);

/** Responses of an item that a preference names, in the order of the item, written texts last. */
export const standings = (entry: Entry): Standing[] => {
  const all = new Map<string, Standing>();
  const count = (side: Side, won: boolean, { unitKey, part, weight }: Preference): void => {
    const known = all.get(keyOf(side)) ?? { side, net: 0, wins: 0, losses: 0, unitKey, part, weight };
    all.set(keyOf(side), {
      ...known,
      net: known.net + (won ? 1 : -1),
      wins: known.wins + Number(won),
      losses: known.losses + Number(!won),
    });
  };
  for (const outcome of entry.outcomes) {
    if (outcome.reason !== null) continue;
    count(outcome.chosen, true, outcome);
    count(outcome.rejected, false, outcome);
  }
  return [...all.values()].sort((a, b) => (a.side.ordinal ?? Infinity) - (b.side.ordinal ?? Infinity));
};

/** Places by how the responses fared, 1 the best; those that fared alike share one. */
export const ranksOf = (standing: Standing[]): number[] =>
  standing.map(({ net }) => 1 + standing.filter((other) => other.net > net).length);

const taskRules = new Set(["gold", "few-labels", "contested"]);

/** The recipe's rule by which a task (or a part of it) stays out whatever its answers came to; null where it stays in. */
export const ruledOut = (entry: Entry, { unitKey, part }: { unitKey: string; part: string }): string | null =>
  entry.outcomes.find((one) => one.unitKey === unitKey && one.part === part && one.reason !== null && taskRules.has(one.reason))?.reason ??
  null;

/** A tie within a ranking or between ratings whose two responses other preferences place: formats of responses have both, so it is no loss. */
export const isPlacedTie = ({ reason, between }: Extract<EntryOutcome, { reason: string }>, standing: Standing[]): boolean =>
  reason === "tie" && between !== undefined && between.every((ordinal) => standing.some(({ side }) => side.ordinal === ordinal));

/** What was left out of an item's outcomes by a format of single responses, or of all responses of an item. */
export const leftOut = (entry: Entry): Written[] => {
  const standing = standings(entry);
  return entry.outcomes.flatMap((outcome) =>
    outcome.reason === null || isPlacedTie(outcome, standing)
      ? []
      : [{ unitKey: outcome.unitKey, part: outcome.part, none: outcome.reason }],
  );
};

/** The comparison that an answer holds for a question; null where it holds none or several. */
export const comparisonOf = ({ forms }: EntryAnswer, question: string): Comparison | null => {
  const found = forms.filter((form): form is Comparison => form.form === "comparison" && form.question === question);
  return found.length === 1 ? (found[0] ?? null) : null;
};

/** Whether a question is answered about two responses at a time, with classes. */
export const asksPairs = ({ kind, config, question }: Asked): boolean => {
  const [unit] = kind.units(config, 2);
  if (unit === undefined || kind.unitOrdinals(unit, 2).length !== 2) return false;
  const classes = kind.classes(config, unit, question);
  return classes !== null && kind.unitOrdinals(unit, 2).every((ordinal) => classes.includes(String(ordinal)));
};

export type Votes = { first: number; second: number; tie: number; bothBad: number };

/** Counted votes of a pair by what they said, of the sources that the consensus counts. */
export const votesOf = (entry: Entry, unitKey: string, question: string): Votes => {
  const votes = { first: 0, second: 0, tie: 0, bothBad: 0 };
  for (const answer of entry.answers) {
    if (!answer.counted || answer.unitKey !== unitKey) continue;
    const outcome = comparisonOf(answer, question)?.outcome;
    if (outcome === "first") votes.first += 1;
    else if (outcome === "second") votes.second += 1;
    else if (outcome === "tie") votes.tie += 1;
    else if (outcome === "both-bad") votes.bothBad += 1;
  }
  return votes;
};

/** Ranks of responses as an answer orders them, from its comparisons: 1 the best. Empty where it orders none. */
export const ranksOfAnswer = ({ forms }: EntryAnswer, question: string): Map<number, number> => {
  const better = new Map<number, number>();
  for (const form of forms) {
    if (form.form !== "comparison" || form.question !== question) continue;
    const [first, second] = [better.get(form.first) ?? 0, better.get(form.second) ?? 0];
    better.set(form.first, first + Number(form.outcome === "second"));
    better.set(form.second, second + Number(form.outcome === "first"));
  }
  return new Map([...better].sort((a, b) => a[0] - b[0]).map(([ordinal, count]) => [ordinal, count + 1]));
};

const mean = (values: number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean of what counted answers say of one response under a question: ratings as numbers, yes as 1 and no as 0. */
export const meanOfResponse = (entry: Entry, { kind }: Asked, question: string, ordinal: number): number | null =>
  mean(
    entry.answers
      .filter(({ counted }) => counted)
      .flatMap(({ unitKey, forms }) =>
        forms.flatMap((form) => {
          if (form.form === "comparison" || form.question !== question) return [];
          const about = form.form === "rating" ? form.response : Number(form.part === "" ? unitKey : form.part);
          const value = about === ordinal ? kind.value(form) : null;
          return value === null ? [] : [value];
        }),
      ),
  );

/** Mean of what counted answers say of a pair: −1 the first, 1 the second, by strength where it was given. */
export const meanOfPair = (entry: Entry, { kind }: Asked, question: string, unitKey: string): number | null =>
  mean(
    entry.answers
      .filter((answer) => answer.counted && answer.unitKey === unitKey)
      .flatMap((answer) => {
        const form = comparisonOf(answer, question);
        const value = form && kind.value(form);
        return value === null ? [] : [value];
      }),
  );

export const sideAt = (entry: Entry, ordinal: number): Side => {
  const candidate = entry.candidates[ordinal];
  if (!candidate) throw new RangeError(`item ${entry.item}: there is no response ${ordinal}`);
  return { text: candidate.text, model: candidate.model, ordinal };
};
