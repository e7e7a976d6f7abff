import type { Entry, EntryTask, Format, FormatContext, Side, Written } from "@/lib/exports/formats/contract";
import { imagesCell, imagesColumn } from "@/lib/exports/formats/pictures";
import { anyQuestion, isPlacedTie, keyOf, ruledOut, sideAt, standings } from "@/lib/exports/formats/shared";
import { promptCell, promptKind, replyCell } from "@/lib/exports/formats/text";

type Labelled = { side: Side; label: boolean; weight: number };
type Judged = { unitKey: string; part: string } & ({ rows: Labelled[] } | { none: string });

const asksYesNo = ({ asked: { kind, config, question } }: FormatContext, unitKey: string): boolean => {
  const classes = kind.classes(config, unitKey, question);
  return classes?.length === 2 && classes.includes("yes") && classes.includes("no");
};

/** Where the question is one of yes or no about a response, the answer is the label. */
const verdictOf = (entry: Entry, { asked, recipe }: FormatContext, { unitKey, part, consensus }: EntryTask): Judged => {
  const place = { unitKey, part };
  const ruled = ruledOut(entry, place);
  if (ruled !== null) return { ...place, none: ruled };
  if (!consensus) return { ...place, none: "no-consensus" };
  if (consensus.choice !== "yes" && consensus.choice !== "no") return { ...place, none: "undecided" };
  if ((consensus.pChoice ?? 1) < recipe.minPosterior) return { ...place, none: "low-posterior" };
  const ordinals = part === "" ? asked.kind.unitOrdinals(unitKey, entry.candidates.length) : [Number(part)];
  return { ...place, rows: ordinals.map((ordinal) => ({ side: sideAt(entry, ordinal), label: consensus.choice === "yes", weight: 1 })) };
};

/** Texts that people wrote are good whatever is asked of the responses. */
const fromPreferences = (entry: Entry, writtenAlone: boolean): Judged[] =>
  standings(entry).flatMap(({ side, net, unitKey, part, weight }): Judged[] => {
    if (writtenAlone && side.ordinal !== null) return [];
    return [net === 0 ? { unitKey, part, none: "balanced" } : { unitKey, part, rows: [{ side, label: net > 0, weight }] }];
  });

/** Responses of a tie, or of a pair that is bad on both sides, that have no label yet: each gets one, whatever it takes part in besides. */
const fromTies = (entry: Entry, { asked, recipe }: FormatContext): Judged[] => {
  const standing = standings(entry);
  const known = new Set(standing.map(({ side }) => keyOf(side)));
  return entry.outcomes.flatMap((outcome): Judged[] => {
    if (outcome.reason === null || isPlacedTie(outcome, standing)) return [];
    const { unitKey, part, reason, between } = outcome;
    const told = recipe.ties === "unpaired" && (reason === "tie" || reason === "both-bad");
    const ordinals = told ? (between ?? asked.kind.unitOrdinals(unitKey, entry.candidates.length)) : [];
    const rows = ordinals
      .map((ordinal) => ({ side: sideAt(entry, ordinal), label: reason === "tie", weight: 1 }))
      .filter(({ side }) => !known.has(keyOf(side)));
    for (const { side } of rows) known.add(keyOf(side));
    // Of three that are tied the third pair has nothing to add, and loses nothing.
    if (told && rows.length === 0 && between !== undefined) return [];
    return [rows.length === 0 ? { unitKey, part, none: reason } : { unitKey, part, rows }];
  });
};

/**
 * TRL's unpaired preference type. A response is good where the item's preferences choose it more often than they reject it, bad
 * where less often; a question of yes or no gives its answer. What is chosen as often as rejected has no label. Each item speaks for
 * itself: a response in two items of a prompt may have either label, as people who judged it twice may disagree, and the card counts those.
 */
export const trlUnpaired: Format = {
  reads: "consensus",
  refuse: anyQuestion,
  columns: ({ shape, recipe }) => [
    { name: "prompt", kind: promptKind(shape) },
    { name: "completion", kind: promptKind(shape) },
    { name: "label", kind: "flag" },
    imagesColumn,
    ...(recipe.weights === "column" ? [{ name: "weight", kind: "number" } as const] : []),
  ],
  write: (entry, context) => {
    const { shape, recipe } = context;
    const row = ({ side, label, weight }: Labelled) => ({
      prompt: promptCell(entry.prompt, shape),
      completion: replyCell(side.text, shape),
      label,
      ...imagesCell(entry),
      ...(recipe.weights === "column" ? { weight } : {}),
    });
    const yesNo = entry.tasks.some(({ unitKey }) => asksYesNo(context, unitKey));
    const judged = [
      ...fromPreferences(entry, yesNo),
      ...(yesNo ? entry.tasks.map((task) => verdictOf(entry, context, task)) : fromTies(entry, context)),
    ];
    return judged.map((one): Written => ("none" in one ? one : { ...one, rows: one.rows.map(row) }));
  },
  judged: ({ prompt, completion, label, images }) => ({
    as: label === true ? "good" : "bad",
    text: JSON.stringify(images === undefined ? [prompt, completion] : [prompt, completion, images]),
  }),
};
