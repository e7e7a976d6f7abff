import type { NormalForm } from "@/lib/kinds/contract";
import type { AnyKind } from "@/lib/kinds/registry";
import { hiddenShare } from "@/lib/ml/bootstrap/cluster-bootstrap";
import { effectiveClasses, reliabilityFromAgreement } from "@/lib/ml/routing/accuracy-from-agreement";
import { labelsOverPairs } from "@/lib/ml/routing/reliability-of-labels";
import type { HeldAgainst } from "@/lib/ml/routing/reliability-of-labels";
import { ownModelArm } from "@/lib/reward-models/schema";
import { spreadOf } from "@/lib/reward-models/spread";
import type { AnswerRow, ModelMargins } from "@/lib/routing/store";

/** What a judge said of a unit. */
export type JudgeAnswer = {
  /** its class */
  label: string;
  /** −1 first, +1 second, 0 neither */
  side: -1 | 0 | 1;
  /** whether swapping the order changed it */
  inconsistent: boolean;
  /** how strongly it put it, 0 … 1; null where it did not say */
  strength: number | null;
  /** share of its repeated answers that differ from the one that counts; null where it answered once */
  dissent: number | null;
};

/** A unit with everything that people, judges and the file said of it. */
export type Unit = {
  taskId: string;
  itemId: string;
  item: string;
  title: string;
  unitKey: string;
  promptHash: string;
  promptChars: number;
  tags: string[];
  judges: Map<string, JudgeAnswer>;
  people: string[];
  /** the same by who gave them */
  votes: ReadonlyMap<string, string>;
  gold: string | null;
  /** reward-model margin towards the second response, logits; null where no model scored it */
  modelMargin: number | null;
  /** standard deviation of that margin over the members of the model; null where it has one member */
  modelSpread: number | null;
  /** the two responses that the unit compares, when there are two */
  ordinals: number[];
};

const longestTag = 60;

/** Data named after an answer would tell the router beforehand what it is to find out: of a file's "gold" nothing may be learned. */
const answerWords = new Set([
  ...["gold", "golden", "truth", "label", "labels", "answer", "answers", "winner", "winners", "choice", "chosen", "rejected", "correct"],
  ...["preferred", "preference", "preferences", "verdict", "vote", "votes", "majority", "consensus", "agreement", "judgment", "judgement"],
  ...["score", "scores", "rating", "ratings", "rank", "ranking"],
]);

const namesAnswer = (key: string): boolean =>
  key
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .some((word) => answerWords.has(word));

/** What the file says of an item, as far as it can be shared by many: where it is from, and every short entry of its data. */
const tagsOf = (row: AnswerRow): string[] => {
  const meta =
    typeof row.meta === "object" && row.meta !== null && !Array.isArray(row.meta)
      ? Object.entries(row.meta).filter(([key]) => !namesAnswer(key))
      : [];
  return [
    ...(row.itemSource === null ? [] : [`source: ${row.itemSource}`]),
    ...meta.flatMap(([key, value]) =>
      typeof value === "boolean" || typeof value === "number" || (typeof value === "string" && value.length <= longestTag)
        ? [`${key}: ${value}`]
        : [],
    ),
  ];
};

export type Asked = { kind: AnyKind; config: unknown; question: string };

/**
 * The answer to the question asked; where a campaign asks of aspects alone and an annotator answered another one, that one: a judge
 * may have been asked what is more helpful and people what does less harm, and yet both labelled the pair.
 */
const answerOf = ({ kind, config, question }: Asked, aspectsOnly: boolean, row: AnswerRow): NormalForm | undefined => {
  const forms = kind.normalise(config, row.unitKey, row.response);
  return forms.find((form) => form.question === question) ?? (aspectsOnly ? forms.find(({ form }) => form === "comparison") : undefined);
};

export const sideOf = ({ kind, config, question }: Asked, unitKey: string, ordinals: number[], label: string): -1 | 0 | 1 => {
  if (ordinals.length !== 2) return 0;
  const consensus = { choice: label, posterior: { [label]: 1 }, pChoice: 1, labels: 1, strength: null, detail: null };
  const [outcome] = kind.preferences(config, question, [{ unitKey, part: "", consensus }]);
  if (!outcome || "none" in outcome || !("ordinal" in outcome.example.chosen)) return 0;
  return outcome.example.chosen.ordinal === ordinals[1] ? 1 : -1;
};

type Margin = { logits: number; spread: number | null };

const marginOf = (margins: ModelMargins | null, row: AnswerRow, ordinals: number[]): Margin | null => {
  const outOfFold = margins?.outOfFold.get(row.taskId);
  if (outOfFold !== undefined) return { logits: outOfFold, spread: margins?.spreads.get(row.taskId) ?? null };
  const scores = margins?.scores.get(row.itemId);
  const [first, second] = ordinals.map((ordinal) => scores?.get(ordinal));
  if (first === undefined || second === undefined) return null;
  const members = second.members.map((value, index) => value - (first.members[index] ?? 0));
  return { logits: second.score - first.score, spread: members.length < 2 ? null : spreadOf(members) };
};

/** Stored answers to one question, one unit a task. An annotator who answered twice counts once, by the latest. */
export const observeUnits = (asked: Asked, rows: AnswerRow[], margins: ModelMargins | null): Unit[] => {
  const { kind, config } = asked;
  const aspectsOnly = kind.questions(config).every(({ overall }) => !overall);
  const units = new Map<string, Omit<Unit, "votes"> & { votes: Map<string, string> }>();
  const repeated = new Map<string, string[]>();
  const known = new Set<string>();
  for (const row of rows) {
    const form = answerOf(asked, aspectsOnly, row);
    if (!form) continue;
    // The responses that the unit itself names: one about a whole item names none, and has neither a side nor a margin.
    const ordinals = kind.unitOrdinals(row.unitKey, 0);
    const margin = units.has(row.taskId) ? null : marginOf(margins, row, ordinals);
    const unit = units.get(row.taskId) ?? {
      taskId: row.taskId,
      itemId: row.itemId,
      item: row.item,
      title: row.title,
      unitKey: row.unitKey,
      promptHash: row.promptHash,
      promptChars: row.promptChars,
      tags: tagsOf(row),
      judges: new Map(),
      people: [],
      gold: null,
      modelMargin: margin?.logits ?? null,
      modelSpread: margin?.spread ?? null,
      ordinals,
      votes: new Map<string, string>(),
    };
    units.set(row.taskId, unit);
    const label = kind.label(form);
    if (row.source === "human") unit.votes.set(row.annotator, label);
    else if (row.source === "gold" || row.source === "adjudicator") {
      // An expert's latest decision settles a task that no file brought the answer to.
      if (row.source === "gold") known.add(row.taskId);
      if (row.source === "gold" || !known.has(row.taskId)) unit.gold = label;
    } else {
      const earlier = repeated.get(`${row.taskId} ${row.annotator}`) ?? [];
      repeated.set(`${row.taskId} ${row.annotator}`, [...earlier, label]);
      unit.judges.set(row.annotator, {
        label,
        side: sideOf(asked, row.unitKey, ordinals, label),
        inconsistent: kind.orderFlip(row.response) === true,
        strength: form.form === "comparison" && form.strength !== null ? Math.abs(form.strength) : null,
        dissent: earlier.length === 0 ? null : earlier.filter((other) => other !== label).length / (earlier.length + 1),
      });
    }
  }
  return [...units.values()].map((unit) => ({ ...unit, people: [...unit.votes.values()] }));
};

/** The class that more people chose than any other; null where none was. */
export const majorityOf = (labels: string[]): string | null => {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1]);
  return first && first[1] > (second?.[1] ?? 0) ? first[0] : null;
};

export type Reliability = {
  value: number;
  /** of the value, beyond what resampling units shows of it; 0 where it is assumed */
  standardError: number;
  from: "agreement" | "assumed";
  /** classes that people's labels are spread over, ≥ 2 */
  classes: number;
};

/** Who of the people of each unit said what this judge said. */
export const heldAgainst = (units: readonly Unit[], lm: string): HeldAgainst[] =>
  units.flatMap(({ votes, judges }) => {
    const own = judges.get(lm);
    return own && votes.size > 0 ? [[...votes].map(([person, label]) => ({ person, agrees: label === own.label }))] : [];
  });

// What one careful person reaches on preferences where nothing can be measured: public sets lie between .65 and .9.
const assumedReliability = 0.8;

/**
 * Reliability of one person from how often two of them agree on a unit (accuracy-from-agreement.ts). A judge who answered the same units
 * tells whether those who meet others are as good as those who do not (reliability-of-labels.ts).
 */
export const humanReliability = (units: Unit[], lm?: string): Reliability => {
  const heard = units.flatMap(({ people }) => {
    const all = (people.length * (people.length - 1)) / 2;
    if (all === 0) return [];
    const agreeing = people.reduce((sum, label, i) => sum + people.slice(i + 1).filter((other) => other === label).length, 0);
    return [{ all, agreeing }];
  });
  const pairs = heard.reduce((sum, { all }) => sum + all, 0);
  const totals = new Map<string, number>();
  for (const label of units.flatMap((unit) => unit.people)) totals.set(label, (totals.get(label) ?? 0) + 1);
  const classes = effectiveClasses(totals.values());
  if (pairs < 20) return { value: assumedReliability, standardError: 0, from: "assumed", classes };
  const p = heard.reduce((sum, { agreeing }) => sum + agreeing, 0) / pairs;
  // Units that are all alike are so in every resample: what so many may hide lies 1.96 of this away.
  const alike = heard.every(({ all, agreeing }) => Math.abs(agreeing - p * all) < 1e-9);
  const error = alike ? hiddenShare(heard.length, 0.95) / 1.96 : 0;
  const { value, slope } = reliabilityFromAgreement(p, classes);
  const { ratio, standardError } = labelsOverPairs(lm === undefined ? [] : heldAgainst(units, lm), classes);
  const aboveChance = value - 1 / classes;
  return {
    value: Math.min(1, 1 / classes + ratio * aboveChance),
    standardError: Math.min(0.25, Math.hypot(ratio * error * slope, aboveChance * standardError)),
    from: "agreement",
    classes,
  };
};

/** Chance that most of k independent answers of reliability r are right; a draw counts half. */
export const majorityReliability = (r: number, k: number): number => {
  let total = 0;
  let ways = 1;
  for (let right = 0; right <= k; right += 1) {
    const chance = ways * r ** right * (1 - r) ** (k - right);
    total += 2 * right > k ? chance : 2 * right === k ? chance / 2 : 0;
    ways = (ways * (k - right)) / (right + 1);
  }
  return total;
};

/**
 * Lets the project's own reward model answer where no judge has labelled anything: it takes the side of its out-of-fold
 * margin. With judges at hand the model stays what it is, a feature.
 */
export const withOwnModel = (units: Unit[]): Unit[] => {
  if (units.some((unit) => unit.judges.size > 0)) return units;
  return units.map((unit) => {
    const [first, second] = unit.ordinals;
    if (unit.modelMargin === null || first === undefined || second === undefined) return unit;
    const side = unit.modelMargin > 0 ? 1 : -1;
    const answer: JudgeAnswer = { label: String(side > 0 ? second : first), side, inconsistent: false, strength: null, dissent: null };
    return { ...unit, judges: new Map([[ownModelArm, answer]]) };
  });
};
