import { z } from "zod";
import {
  isBlank,
  jsonCell,
  metaOf,
  optionalNumber,
  optionalText,
  promptOfTurns,
  replyText,
  sharedOpening,
  turnsOf,
} from "@/lib/imports/formats/cells";
import type { Turn } from "@/lib/imports/formats/cells";
import type { FormatResult, ImportFormat } from "@/lib/imports/formats/contract";
import { hasColumns, matchColumns, withoutSharedId } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";
import { sideOfWord } from "@/lib/imports/formats/read-words";
import { namesModel } from "@/lib/imports/model-names";

const conversation = z
  .unknown()
  .optional()
  .transform((value, context): Turn[] => {
    const turns = turnsOf(value);
    if (turns) return turns;
    context.addIssue({ code: "custom", message: isBlank(value) ? "is missing" : "is no conversation" });
    return z.NEVER;
  });

const battleSchema = z.object({
  id: optionalText,
  model_a: optionalText,
  model_b: optionalText,
  winner: optionalText,
  judge: optionalText,
  turn: optionalNumber,
  conversation_a: conversation,
  conversation_b: conversation,
});

const fields = [
  { name: "id", title: "Question", required: false, aliases: ["question_id"] },
  { name: "model_a", title: "Model A", required: true },
  { name: "model_b", title: "Model B", required: true },
  { name: "winner", title: "Winner", required: false },
  { name: "judge", title: "Who judged", required: false, aliases: ["judge_hash", "user_id", "evaluation_session_id"] },
  { name: "turn", title: "Turns that were judged", required: false },
  { name: "conversation_a", title: "Conversation A", required: false, aliases: ["messages_a"] },
  { name: "conversation_b", title: "Conversation B", required: false, aliases: ["messages_b"] },
  ...["prompt", "response_a", "response_b", "winner_model_a", "winner_model_b", "winner_tie"].map((name) => ({
    name,
    title: name.replaceAll("_", " "),
    required: false,
  })),
];

/** What makes a battle, apart from how it ended. */
const told = ["model_a", "model_b", "turn", "conversation_a", "conversation_b", "prompt", "response_a", "response_b"];

/** The turns of people and of one model, which are lists of their own in some releases. */
const zipped = (asked: unknown, answered: unknown): Turn[] | null => {
  const [prompts, replies] = [jsonCell(asked), jsonCell(answered)];
  const [questions, answers] = [Array.isArray(prompts) ? prompts : [prompts], Array.isArray(replies) ? replies : [replies]];
  if (questions.length === 0 || questions.length !== answers.length) return null;
  const turns = questions.flatMap((question: unknown, i): Turn[] => {
    const answer: unknown = answers[i];
    return [
      { role: "user", content: typeof question === "string" ? question : "" },
      { role: "assistant", content: typeof answer === "string" ? answer : "" },
    ];
  });
  return questions.every((question) => typeof question === "string") ? turns : null;
};

/** The release with lists of prompts and replies, and one column a verdict, in the terms of the others. */
const unified = (given: Record<string, unknown>): Record<string, unknown> | { reason: string } => {
  if (given.conversation_a !== undefined) return given;
  const [a, b] = [zipped(given.prompt, given.response_a), zipped(given.prompt, given.response_b)];
  if (!a || !b) return { reason: "prompt, response_a and response_b are not lists of one length" };
  const verdict = (["winner_model_a", "winner_model_b", "winner_tie"] as const).find((name) => Number(given[name]) === 1);
  return { ...given, conversation_a: a, conversation_b: b, winner: given.winner ?? verdict?.replace("winner_", "") };
};

/** The first so many questions with their answers: MT-Bench holds both turns of a conversation where the first alone was judged. */
const upTo = (turns: Turn[], judged: number | undefined): Turn[] => {
  const asked = turns.flatMap(({ role }, at) => (role === "user" ? [at] : []));
  const next = judged === undefined || judged < 1 ? undefined : asked[judged];
  return next === undefined ? turns : turns.slice(0, next);
};

/** A side by a word for it, or by the name of its model. */
const choiceOf = (winner: string, models: (string | undefined)[]): ReturnType<typeof sideOfWord> => {
  const at = models.indexOf(winner);
  return at >= 0 && models.lastIndexOf(winner) === at ? (at === 0 ? 0 : 1) : sideOfWord(winner);
};

/** A tie because the judge chose otherwise when the sides were swapped: what it is called is kept beside the choice. */
const isWavering = (winner: string | undefined): boolean => winner !== undefined && /inconsistent/i.test(winner);

/** Arena battles: two models talk to one person, who says which did better. */
export const arena: ImportFormat = {
  title: "Arena battles",
  about: "Two conversations with two models, and which of them won.",
  fields,
  annotator: { name: "arena", kind: "human" },
  recognise: (sample) => {
    const columns = matchColumns(sample, fields);
    if (!columns) return null;
    const confidence =
      columns.conversation_a && columns.conversation_b
        ? 0.97
        : hasColumns(sample, "response_a", "response_b", "winner_model_a")
          ? 0.96
          : null;
    // One question was put to many pairs of models.
    return confidence && withoutSharedId(sample, { confidence, columns }, told);
  },
  read: ([record], { annotator }): FormatResult => {
    if (!record) return { rows: [] };
    const given = unified(record.fields);
    if (typeof given.reason === "string") return { reason: given.reason };
    const parsed = readFields(battleSchema, given);
    if (!parsed.ok) return parsed;
    const { id, model_a, model_b, winner, judge, turn, conversation_a, conversation_b } = parsed.data;
    const [a, b] = [upTo(conversation_a, turn), upTo(conversation_b, turn)];
    const choice = winner === undefined ? null : choiceOf(winner, [model_a, model_b]);
    if (choice === undefined)
      return { reason: `winner: “${winner?.slice(0, 60)}” is none of model_a, model_b, tie, both_bad, and neither model's name` };
    // Where the question's id is that of many battles, MT-Bench's judges saw two models in either order: in one order, their verdicts
    // are on one item.
    const turned = id === undefined && model_a !== undefined && model_b !== undefined && model_b < model_a;
    const opening = sharedOpening([a, b]);
    const by = judge ?? annotator.name;
    // MT-Bench's second half: the same battles, judged by a model.
    const kind = annotator.kind === "human" && namesModel(by) ? "lm" : annotator.kind;
    const sides = [
      { text: replyText(a.slice(opening.length)), ...(model_a === undefined ? {} : { model: model_a }) },
      { text: replyText(b.slice(opening.length)), ...(model_b === undefined ? {} : { model: model_b }) },
    ];
    const label = {
      annotator: by,
      kind,
      choice: turned && typeof choice === "number" ? 1 - choice : choice,
      ...(turned ? { shown_first: model_a } : {}),
      ...(isWavering(winner) ? { verdict: winner } : {}),
    };
    return {
      rows: [
        {
          ...(id === undefined ? {} : { id }),
          prompt: promptOfTurns(opening),
          responses: turned ? sides.toReversed() : sides,
          labels: choice === null ? [] : [label],
          meta: metaOf(turn === undefined ? {} : { turn }, record.rest),
        },
      ],
    };
  },
};
