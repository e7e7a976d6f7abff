import { z } from "zod";
import {
  flagCell,
  listCell,
  metaOf,
  numberCell,
  optionalNumber,
  optionalText,
  promptOfTurns,
  textSchema,
} from "@/lib/imports/formats/cells";
import type { Turn } from "@/lib/imports/formats/cells";
import type { FormatRecord, FormatResult, FormatRow, ImportFormat } from "@/lib/imports/formats/contract";
import { hasColumns, matchColumns } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";

const entrySchema = z.looseObject({
  turn: numberCell,
  role: z.string(),
  content: z.string("is missing"),
  model_name: optionalText,
  score: optionalNumber,
  if_chosen: z.preprocess((value) => value ?? undefined, flagCell.optional()),
});
const conversationSchema = z.object({ conversation_id: textSchema, user_id: textSchema, conversation_history: listCell(entrySchema) });
const utteranceSchema = z.object({
  conversation_id: textSchema,
  user_id: textSchema,
  turn: numberCell,
  user_prompt: textSchema,
  model_response: textSchema,
  model_name: optionalText,
  score: optionalNumber,
  if_chosen: z.preprocess((value) => value ?? undefined, flagCell.optional()),
});

type Reply = { text: string; model: string | undefined; score: number | undefined; chosen: boolean };
type Exchange = { turn: number; prompt: string; replies: Reply[] };

/** Each turn of a conversation as an item: what had been said, the replies offered, and which of them the person went on with. */
const itemsOf = (conversation: string, user: string, exchanges: Exchange[], meta: Record<string, unknown>): FormatRow[] => {
  const before: Turn[] = [];
  return exchanges.map(({ turn, prompt, replies }) => {
    before.push({ role: "user", content: prompt });
    const asked = promptOfTurns([...before]);
    const chosen = replies.findIndex((reply) => reply.chosen);
    before.push({ role: "assistant", content: replies[Math.max(0, chosen)]?.text ?? "" });
    const scores = replies.map(({ score }) => score ?? null);
    const choices = replies.flatMap((_, other) =>
      chosen < 0 || other === chosen ? [] : [{ choice: chosen, pair: [Math.min(chosen, other), Math.max(chosen, other)] }],
    );
    const label = { annotator: user, kind: "human" };
    return {
      id: `${conversation}-${turn}`,
      prompt: asked,
      responses: replies.map(({ text, model }) => ({ text, ...(model === undefined ? {} : { model }) })),
      labels: [
        ...choices.map((choice) => ({ ...label, ...choice })),
        ...(scores.every((score) => score === null) ? [] : [{ ...label, ratings: scores }]),
      ],
      meta: { ...meta, conversation_id: conversation, turn },
    };
  });
};

const readConversation = ({ fields, rest }: FormatRecord): FormatResult => {
  const parsed = readFields(conversationSchema, fields);
  if (!parsed.ok) return parsed;
  const exchanges: Exchange[] = [];
  for (const { turn, role, content, model_name: model, score, if_chosen: taken } of parsed.data.conversation_history) {
    if (role === "user") exchanges.push({ turn, prompt: content, replies: [] });
    else {
      const exchange = exchanges.find((one) => one.turn === turn);
      if (!exchange) return { reason: `conversation_history: turn ${turn} has a reply and no question` };
      exchange.replies.push({ text: content, model, score, chosen: taken === true });
    }
  }
  const answered = exchanges.filter(({ replies }) => replies.length > 0);
  if (answered.length === 0) return { reason: "conversation_history: holds no reply of a model" };
  return { rows: itemsOf(parsed.data.conversation_id, parsed.data.user_id, answered, metaOf(rest)) };
};

const readUtterances = (records: FormatRecord[]): FormatResult => {
  const exchanges = new Map<number, Exchange>();
  let named: { conversation: string; user: string } | null = null;
  for (const { fields } of records) {
    const parsed = readFields(utteranceSchema, fields);
    if (!parsed.ok) return parsed;
    const {
      turn,
      user_prompt: prompt,
      model_response: text,
      model_name: model,
      score,
      if_chosen: taken,
      conversation_id: conversation,
      user_id: user,
    } = parsed.data;
    named = { conversation, user };
    const exchange = exchanges.get(turn) ?? { turn, prompt, replies: [] };
    if (exchange.prompt !== prompt) return { reason: `user_prompt: turn ${turn} of ${conversation} has two of them` };
    exchange.replies.push({ text, model, score, chosen: taken === true });
    exchanges.set(turn, exchange);
  }
  if (!named) return { rows: [] };
  const ordered = [...exchanges.values()].sort((a, b) => a.turn - b.turn);
  const [first] = ordered;
  // Turns count from 0, and from 1 in copies of the set.
  if (first && first.turn > 1)
    return { reason: `turn: ${named.conversation} begins with turn ${first.turn} here; sort the file by conversation_id and turn` };
  return { rows: itemsOf(named.conversation, named.user, ordered, metaOf({ conversation_type: records[0]?.rest.conversation_type })) };
};

const fields = [
  { name: "conversation_id", title: "Conversation", required: true },
  { name: "user_id", title: "Person", required: true },
  { name: "conversation_history", title: "Conversation history", required: false },
  ...["turn", "user_prompt", "model_response", "model_name", "score", "if_chosen"].map((name) => ({
    name,
    title: name.replaceAll("_", " "),
    required: false,
  })),
];

/** PRISM: conversations whose replies, from several models, were scored by the person who asked; one went on. */
export const prism: ImportFormat = {
  title: "PRISM",
  about: "A conversation with scored replies of several models at each turn, or one such reply a record.",
  fields,
  annotator: null,
  recognise: (sample) => {
    const columns = matchColumns(sample, fields);
    if (!columns) return null;
    if (columns.conversation_history) return { confidence: 0.97, columns };
    return hasColumns(sample, "user_prompt", "model_response", "turn") ? { confidence: 0.97, columns } : null;
  },
  groupKey: ({ fields: given }) => (given.conversation_history === undefined ? String(given.conversation_id) : null),
  read: (records) => {
    const [record] = records;
    if (!record) return { rows: [] };
    return record.fields.conversation_history === undefined ? readUtterances(records) : readConversation(record);
  },
};
