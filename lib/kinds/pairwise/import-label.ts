import { z } from "zod";
import type { ImportedAnswer, ImportedLabel, KindItem } from "@/lib/kinds/contract";
import { pairwiseChoiceSchema, pairwiseConfigSchema, pairwiseResponseSchema, safetySchema } from "@/lib/kinds/pairwise/schema";
import type { PairwiseChoice, PairwiseConfig, PairwiseResponse } from "@/lib/kinds/pairwise/schema";
import { formatUnit, parseUnit } from "@/lib/kinds/pairwise/unit";

const labelSchema = z.object({
  choice: pairwiseChoiceSchema.nullish(),
  choice_swapped: pairwiseChoiceSchema.nullish(),
  pair: z.tuple([z.number().int().min(0), z.number().int().min(0)]).nullish(),
  strength: z.number().min(0).max(1).nullish(),
  aspect: z.string().min(1).max(60).nullish(),
  rationale: z.string().nullish(),
  /** a whole answer of ours: several questions at once, reasons, levels */
  answer: z.unknown().optional(),
});

/** The question that a label answers which names no aspect. */
const overall = "overall";

const extraSchema = z.record(z.string(), z.json());
const freshConfig = pairwiseConfigSchema.parse({});
const usualLevels = safetySchema.parse({}).levels;

/** Fields that an answer holds in its own places, or that say who gave it. */
const placed = new Set([...Object.keys(labelSchema.shape), "annotator", "kind"]);

const skip = (reason: string): ImportedAnswer<PairwiseResponse> => ({ fits: false, refused: false, reason });
const refuse = (reason: string): ImportedAnswer<PairwiseResponse> => ({ fits: false, refused: true, reason });

const noQuestion = (name: string): string => `the campaign has no question “${name}”`;

const issuesOf = (issues: { path: PropertyKey[]; message: string }[]): string =>
  issues.map((issue) => `label.${issue.path.join(".")}: ${issue.message}`).join("; ");

/** An answer to questions that the campaign does not ask would count nowhere. */
const unasked = (names: string[], config: PairwiseConfig): string | undefined =>
  config.questions.some(({ name }) => names.includes(name)) ? undefined : names[0];

/** Reads a file's label as a pairwise answer. `strength` there is P(response 1 better), here it is signed. */
export const readImportedLabel = (label: ImportedLabel, item: KindItem, config: PairwiseConfig): ImportedAnswer<PairwiseResponse> => {
  const candidateCount = item.candidates.length;
  const whole = wholeAnswer(label);
  if (!whole && !("choice" in label) && !("strength" in label)) return skip("the label holds no choice between two responses");
  const parsed = labelSchema.safeParse(label);
  if (!parsed.success) return refuse(issuesOf(parsed.error.issues));
  const { choice, choice_swapped: swapped, pair, strength, aspect, rationale } = parsed.data;
  if (candidateCount < 2) return refuse("a choice needs at least two responses");
  if (!pair && candidateCount > 2) return refuse(`the item has ${candidateCount} responses: the label must name its pair`);
  const [a, b] = pair ?? [0, 1];
  if (a === b || Math.max(a, b) >= candidateCount) return refuse(`pair [${a}, ${b}] is not two of the ${candidateCount} responses`);
  const unitKey = formatUnit(a, b);
  const [first, second] = parseUnit(unitKey);
  const unknown = unasked(whole ? Object.keys(whole.answers) : [aspect ?? overall], config);
  if (whole) {
    const choices = [...Object.values(whole.answers).map((answer) => answer.choice), whole.swappedChoice];
    const outside = choices.find((one) => typeof one === "number" && one !== first && one !== second);
    if (outside !== undefined) return refuse(`answer: choice ${outside} is not one of the pair [${first}, ${second}]`);
    return unknown === undefined ? { fits: true, unitKey, response: whole } : skip(noQuestion(unknown));
  }
  const derived = choice ?? (strength === null || strength === undefined ? null : choiceOfStrength(strength, first, second));
  if (derived === null) return skip("the label was left empty");
  for (const [field, value] of [
    ["choice", derived],
    ["choice_swapped", swapped],
  ] as const) {
    if (typeof value === "number" && value !== first && value !== second)
      return refuse(`${field} ${value} is not one of the pair [${first}, ${second}]`);
  }
  const signed = strength === null || strength === undefined ? undefined : 2 * strength - 1;
  if (signed !== undefined && contradicts(derived, signed, second))
    return refuse(`strength ${strength} (the probability that the second is better) contradicts choice ${derived}`);
  if (unknown !== undefined) return skip(noQuestion(unknown));
  const extra = extraOf(label);
  return {
    fits: true,
    unitKey,
    response: {
      answers: { [aspect ?? overall]: { choice: derived, ...(signed === undefined ? {} : { strength: signed }) } },
      ...(swapped === null || swapped === undefined ? {} : { swappedChoice: swapped }),
      ...(rationale ? { rationale } : {}),
      ...(extra ? { extra } : {}),
    },
  };
};

const wholeAnswer = (label: ImportedLabel): PairwiseResponse | null => {
  // Files seldom hold one, and a failed parse costs more than all else that a label needs.
  if (typeof label.answer !== "object" || label.answer === null) return null;
  const parsed = pairwiseResponseSchema.safeParse(label.answer);
  return parsed.success ? parsed.data : null;
};

/** What the label says beyond the answer (times, ratings, demographics), so that nothing of a file is lost. */
const extraOf = (label: ImportedLabel): PairwiseResponse["extra"] => {
  const rest = Object.entries(label).filter(([field, value]) => !placed.has(field) && value !== null && value !== undefined);
  if (rest.length === 0) return undefined;
  const parsed = extraSchema.safeParse(Object.fromEntries(rest));
  return parsed.success ? parsed.data : undefined;
};

const contradicts = (choice: PairwiseChoice, signed: number, second: number): boolean => {
  if (typeof choice === "string") return signed !== 0;
  return choice === second ? signed < 0 : signed > 0;
};

const choiceOfStrength = (pSecond: number, first: number, second: number): PairwiseChoice =>
  pSecond === 0.5 ? "tie" : pSecond > 0.5 ? second : first;

/** The questions with those that a label answers. */
export const learnQuestion = (config: PairwiseConfig | null, label: ImportedLabel): PairwiseConfig | null => {
  // Of a plain label whose question is known nothing is learned; most labels are like that.
  const open = label.choice === "cannot-compare" && config?.allowCannotCompare !== true;
  const plain = !open && typeof label.answer !== "object" && config?.questions.some(({ name }) => name === (label.aspect ?? overall));
  if (plain === true) return config;
  const parsed = labelSchema.safeParse(label);
  if (!parsed.success) return config;
  const whole = wholeAnswer(label);
  if (!whole && (parsed.data.choice ?? parsed.data.strength ?? null) === null) return config;
  const answered = whole ? Object.entries(whole.answers) : [[parsed.data.aspect ?? overall, null] as const];
  let learned = config;
  for (const [name, answer] of answered) {
    const known = learned?.questions.find((question) => question.name === name);
    const reasons = [...new Set([...(known?.reasons ?? []), ...(answer?.reasons ?? [])])];
    if (known && reasons.length === known.reasons.length) continue;
    const base = known ?? freshConfig.questions.find((question) => question.name === name);
    const question = { ...(base ?? { name, title: name, overall: false, help: "", ownReason: false, confidence: false }), reasons };
    const others = (learned?.questions ?? []).filter((one) => one.name !== name);
    learned = { ...(learned ?? freshConfig), questions: known ? replaceIn(learned?.questions ?? [], question) : [...others, question] };
  }
  if (learned && whole) learned = learnMarks(learned, whole);
  else if (learned && open) learned = { ...learned, allowCannotCompare: true };
  // A file may name more questions or reasons than a campaign can ask, and names that mean something else: those it does not learn.
  return learned === config || pairwiseConfigSchema.safeParse(learned).success ? learned : config;
};

/** What a whole answer asks of a campaign besides its questions: acceptability, levels of safety, “cannot compare”. */
const learnMarks = (config: PairwiseConfig, whole: PairwiseResponse): PairwiseConfig => {
  const given = Object.values(whole.safety ?? {});
  const named = [...new Set([...(config.safety?.levels ?? ["safe"]), ...given.map(({ level }) => level)])];
  // Levels that are those of a campaign of ours stand in its order, whichever a file names first.
  const levels = named.length > 1 && named.every((level) => usualLevels.includes(level)) ? usualLevels : named;
  const categories = [...new Set([...(config.safety?.categories ?? []), ...given.flatMap((entry) => entry.categories)])];
  const grown = levels.length > (config.safety?.levels.length ?? 1) || categories.length > (config.safety?.categories.length ?? 0);
  const cannot = Object.values(whole.answers).some(({ choice }) => choice === "cannot-compare");
  if (!grown && (config.acceptability || !whole.acceptable) && (config.allowCannotCompare || !cannot)) return config;
  return {
    ...config,
    allowCannotCompare: config.allowCannotCompare || cannot,
    acceptability: config.acceptability || whole.acceptable !== undefined,
    ...(grown
      ? { safety: { saferQuestion: null, ...config.safety, levels: levels.length < 2 ? [...levels, "unsafe"] : levels, categories } }
      : {}),
  };
};

const replaceIn = <Named extends { name: string }>(list: Named[], entry: Named): Named[] =>
  list.map((one) => (one.name === entry.name ? entry : one));

/** Whether the fields of the import schema can say the whole answer. */
const isPlain = (response: PairwiseResponse): boolean => {
  const answers = Object.values(response.answers);
  const [answer] = answers;
  return (
    answers.length === 1 &&
    answer !== undefined &&
    answer.reasons === undefined &&
    answer.ownReason === undefined &&
    answer.confidence === undefined &&
    response.acceptable === undefined &&
    response.safety === undefined
  );
};

/** The same answer in the fields of the import schema, or whole where they cannot say it. */
export const writeImportedLabel = (unitKey: string, response: PairwiseResponse): ImportedLabel => {
  const [name, answer] = Object.entries(response.answers)[0] ?? [];
  if (name === undefined || !answer || !isPlain(response)) return { pair: parseUnit(unitKey), answer: response };
  return {
    ...response.extra,
    choice: answer.choice,
    pair: parseUnit(unitKey),
    ...(answer.strength === undefined ? {} : { strength: (answer.strength + 1) / 2 }),
    ...(name === overall ? {} : { aspect: name }),
    ...(response.swappedChoice === undefined ? {} : { choice_swapped: response.swappedChoice }),
    ...(response.rationale === undefined ? {} : { rationale: response.rationale }),
  };
};
