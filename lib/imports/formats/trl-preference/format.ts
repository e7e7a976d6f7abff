import { z } from "zod";
import {
  inList,
  isBlank,
  messagesIn,
  metaOf,
  optionalNumber,
  optionalText,
  repliesFrom,
  replyText,
  sharedOpening,
  turnsOf,
  underSystem,
  withContext,
} from "@/lib/imports/formats/cells";
import type { Turn } from "@/lib/imports/formats/cells";
import type { ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns, shareOf, withoutSharedId } from "@/lib/imports/formats/match-columns";
import { pairRow } from "@/lib/imports/formats/pair-row";
import { saysWhich } from "@/lib/imports/guess-answers";
import { pointsAtOther } from "@/lib/imports/guess-texts";
import { readFields } from "@/lib/imports/formats/read-fields";
import type { FileAnnotator } from "@/lib/imports/schema";

const fieldsSchema = z.object({
  id: optionalText,
  system: optionalText,
  prompt: z.unknown().optional(),
  context: z.unknown().optional(),
  chosen: z.unknown().optional(),
  rejected: z.unknown().optional(),
  strength: optionalNumber,
  chosen_model: optionalText,
  rejected_model: optionalText,
  score_chosen: optionalNumber,
  score_rejected: optionalNumber,
});

const nobody: FileAnnotator = { name: "file", kind: "human" };

type Split = { prompt: string | Turn[]; chosen: string; rejected: string };

const asking = new Set(["system", "developer", "user", "human", "prompter"]);

/**
 * The prompt of two whole conversations beside which it stands in other words (as one text, say): their own opening tells it better.
 * Null where they are replies alone. A prompt that ends before somebody asks (a system message) goes on in them.
 */
const openingBeside = (before: string | Turn[], shared: Turn[]): Turn[] | null => {
  const [first] = shared;
  if (!first || !asking.has(first.role) || shared.at(-1)?.role === "assistant") return null;
  const last = typeof before === "string" ? undefined : before.at(-1)?.role;
  const goesOn = last === "assistant" || (last === "system" && first.role !== "system");
  return goesOn && typeof before !== "string" ? [...before, ...shared] : shared;
};

/**
 * The prompt that two whole texts open with alike: up to the last empty line of what they share, else up to the last white
 * space, so that no word is cut.
 */
const sharedText = (a: string, b: string): number => {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a[length] === b[length]) length += 1;
  const shared = a.slice(0, length);
  const blank = shared.lastIndexOf("\n\n");
  return blank > 0 ? blank + 2 : shared.search(/\s\S*$/) + 1;
};

const splitPair = (given: unknown, chosen: unknown, rejected: unknown): Split | { reason: string } => {
  const [a, b] = [turnsOf(chosen), turnsOf(rejected)];
  const before = isBlank(given) ? null : (turnsOf(given) ?? (typeof given === "string" ? given : undefined));
  if (before === undefined) return { reason: "prompt: is neither a text nor a list of messages" };
  if (a && b) {
    if (before === null) {
      const opening = sharedOpening([a, b]);
      return { prompt: opening, chosen: replyText(a.slice(opening.length)), rejected: replyText(b.slice(opening.length)) };
    }
    const [fromA, fromB] = [repliesFrom(before, a), repliesFrom(before, b)];
    const shared = sharedOpening([a, b]);
    // Beside the conversations stands what they began with, and they go on alike until somebody asked last.
    if (fromA > 0 && fromA === fromB && shared.length > fromA && asking.has(shared.at(-1)?.role ?? ""))
      return { prompt: shared, chosen: replyText(a.slice(shared.length)), rejected: replyText(b.slice(shared.length)) };
    const told = fromA === 0 && fromB === 0 ? openingBeside(before, shared) : null;
    if (told) return { prompt: told, chosen: replyText(a.slice(shared.length)), rejected: replyText(b.slice(shared.length)) };
    const opening = fromA > 1 && typeof before === "string" ? a.slice(0, fromA) : before;
    return { prompt: opening, chosen: replyText(a.slice(fromA)), rejected: replyText(b.slice(fromB)) };
  }
  if (a || b) return { reason: "chosen and rejected are not of one form: one is a conversation, the other is none" };
  if (typeof chosen !== "string" || typeof rejected !== "string") {
    const name = typeof chosen === "string" ? "rejected" : "chosen";
    return {
      reason: `${name}: is ${isBlank(name === "chosen" ? chosen : rejected) ? "missing" : "neither a text nor a list of messages"}`,
    };
  }
  if (before !== null) return { prompt: before, chosen, rejected };
  const at = sharedText(chosen, rejected);
  return { prompt: chosen.slice(0, at).replace(/\n\n$/, ""), chosen: chosen.slice(at), rejected: rejected.slice(at) };
};

const ultraFeedbackSources = /^(?:evol_instruct|sharegpt|ultrachat|flan_|false_qa|truthful_qa)/;

/**
 * Who preferred, where the set tells: distilabel names its labelling model, and the two binarised forms of UltraFeedback (known by
 * the conversation beside the scores, or by its sources) go by GPT-4's ratings.
 */
const labellerOf = (given: FileAnnotator, rest: Record<string, unknown>, scored: boolean): FileAnnotator => {
  if (given.name !== nobody.name) return given;
  const model = rest.labelling_model ?? rest.labeling_model;
  if (typeof model === "string" && model.trim() !== "") return { name: model.trim(), kind: "lm" };
  const isUltraFeedback = turnsOf(rest.messages) !== null || (typeof rest.source === "string" && ultraFeedbackSources.test(rest.source));
  return scored && isUltraFeedback ? { name: "gpt-4", kind: "lm" } : given;
};

const fields = [
  { name: "prompt", title: "Prompt", required: false, aliases: ["question", "instruction", "input", "conversations", "trajectory"] },
  { name: "context", title: "More of the prompt", required: false, aliases: ["input"] },
  {
    name: "chosen",
    title: "Preferred response",
    required: true,
    aliases: [
      "chosen_response",
      "text_chosen",
      "response_j",
      "chosen_story",
      "preferred_output",
      "preferred",
      "better_response",
      "pos_resp",
    ],
  },
  {
    name: "rejected",
    title: "Other response",
    required: true,
    aliases: [
      "rejected_response",
      "text_rejected",
      "response_k",
      "rejected_story",
      "non_preferred_output",
      "dispreferred",
      "worse_response",
      "neg_resp",
    ],
  },
  { name: "strength", title: "Strength, 0 to 1", required: false, aliases: ["margin"] },
  { name: "chosen_model", title: "Model of the preferred", required: false, aliases: ["model_chosen"] },
  { name: "rejected_model", title: "Model of the other", required: false, aliases: ["model_rejected"] },
  {
    name: "score_chosen",
    title: "Score of the preferred",
    required: false,
    aliases: ["chosen_score", "chosen_rating", "rating_chosen", "chosen_avg_rating"],
  },
  {
    name: "score_rejected",
    title: "Score of the other",
    required: false,
    aliases: ["rejected_score", "rejected_rating", "rating_rejected", "rejected_avg_rating"],
  },
  { name: "system", title: "System message", required: false, aliases: ["system_prompt"] },
  { name: "id", title: "Id", required: false, aliases: ["comparison_id", "prompt_id", "uid"] },
];

/** Preference rows as TRL documents them: explicit or implicit prompt, texts or conversations. */
export const trlPreference: ImportFormat = {
  title: "TRL preference",
  about: "A preferred and another response, with the prompt beside them or inside both.",
  fields,
  annotator: nobody,
  recognise: (sample) => {
    const matched = byColumns(sample, fields, ({ prompt }) => (prompt ? 0.9 : 0.8));
    if (!matched || pointsAtOther([...sample.columns], sample.records, matched.columns.chosen ?? "")) return null;
    // Stack Exchange's pairs have the better one in response_j; a verdict beside the two says that this file has not.
    if (matched.columns.chosen === "response_j" && saysWhich([...sample.columns], sample.records, ["response_j", "response_k"]))
      return null;
    const { prompt, context } = matched.columns;
    // Some sets name the prompt itself so, or keep a whole conversation there.
    const texts = sample.records.map((record) => record[context ?? ""]).filter((value) => !isBlank(value));
    const isText = context !== prompt && texts.length > 0 && texts.every((value) => typeof value === "string" && !turnsOf(value));
    const columns = { ...matched.columns, context: isText ? (context ?? null) : null };
    const found = withoutSharedId(sample, { ...matched, columns }, ["system", "prompt", "chosen", "rejected"]);
    // A margin is any number; within 0 … 1 throughout it is how much better the preferred one is.
    const strength = found.columns.strength ?? null;
    const beyond =
      strength !== null &&
      shareOf(sample, (record) => !isBlank(record[strength]) && !(Number(record[strength]) >= 0 && Number(record[strength]) <= 1)) > 0;
    return beyond ? { ...found, columns: { ...found.columns, strength: null } } : found;
  },
  read: ([record], { annotator: given }) => {
    if (!record) return { rows: [] };
    const parsed = readFields(fieldsSchema, record.fields);
    if (!parsed.ok) return parsed;
    const {
      id,
      system,
      prompt: asked,
      context,
      chosen,
      rejected,
      strength,
      chosen_model,
      rejected_model,
      score_chosen,
      score_rejected,
    } = parsed.data;
    // GPT-4's ratings go from 1 to 10; two that add up to 1 are probabilities, as our own mixtures have them.
    const rated = score_chosen !== undefined && score_rejected !== undefined && Math.abs(score_chosen + score_rejected - 1) > 1e-9;
    const annotator = labellerOf(given, record.rest, rated);
    const prompt = withContext(messagesIn(asked), context);
    const split = splitPair(prompt, inList(chosen), inList(rejected));
    if ("reason" in split) return split;
    if (strength !== undefined && (strength < 0 || strength > 1)) return { reason: `strength: ${strength} is not between 0 and 1` };
    // distilabel writes a pair that its judge did not tell apart in some order, and says so beside it.
    const isTie = record.rest.status === "tie" && annotator.kind === "lm";
    const { row, chosenAt } = pairRow({
      id,
      prompt: underSystem(system, split.prompt),
      chosen: { text: split.chosen, model: chosen_model },
      rejected: { text: split.rejected, model: rejected_model },
      strength: isTie ? undefined : strength,
      annotator,
      ...(isTie ? { label: { choice: "tie" } } : {}),
      // A score of one side alone says nothing of the pair.
      meta: metaOf(score_chosen === undefined || score_rejected === undefined ? { score_chosen, score_rejected } : {}, record.rest),
    });
    if (score_chosen === undefined || score_rejected === undefined) return { rows: [row] };
    const scores = chosenAt === 0 ? [score_chosen, score_rejected] : [score_rejected, score_chosen];
    const labels = Array.isArray(row.labels) ? row.labels : [];
    return { rows: [{ ...row, labels: [...labels, { annotator: annotator.name, kind: annotator.kind, ratings: scores }] }] };
  },
};
