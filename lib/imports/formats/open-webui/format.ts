import { z } from "zod";
import { isBlank, isRecord, jsonCell, metaOf, optionalText, promptOfTurns } from "@/lib/imports/formats/cells";
import type { Turn } from "@/lib/imports/formats/cells";
import type { FormatResult, ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns, shareOf } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";

const messageSchema = z.looseObject({
  role: z.string(),
  content: z.string(),
  parentId: z.string().nullish(),
  childrenIds: z.array(z.string()).nullish(),
  model: z.string().nullish(),
  /** of an arena, where the model is hidden behind one name */
  selectedModelId: z.string().nullish(),
});
type Message = z.infer<typeof messageSchema>;
const ratingSchema = z.union([z.number(), z.string().transform(Number)]).nullish();
const fieldsSchema = z.object({
  type: z.string().nullish(),
  user_id: optionalText,
  data: z.preprocess(
    jsonCell,
    z.looseObject({
      rating: ratingSchema,
      sibling_model_ids: z.array(z.unknown()).nullish(),
      reason: z.string().nullish(),
      comment: z.string().nullish(),
      details: z.looseObject({ rating: ratingSchema }).nullish(),
    }),
  ),
  meta: z.preprocess(jsonCell, z.looseObject({ message_id: z.string("is missing") })),
  snapshot: z.preprocess(jsonCell, z.looseObject({})),
});

const fields = [
  { name: "data", title: "Rating", required: true },
  { name: "meta", title: "Which message", required: true },
  { name: "snapshot", title: "Chat", required: true },
  { name: "user_id", title: "Person", required: false },
  { name: "type", title: "Sort of feedback", required: false },
];

/** The chat lies within the row of the table that keeps chats; older servers sent it bare. */
const historyOf = (snapshot: Record<string, unknown>): Map<string, Message> | { reason: string } => {
  const { chat } = snapshot;
  const inner = isRecord(chat) && isRecord(chat.chat) ? chat.chat : chat;
  const history = isRecord(inner) && isRecord(inner.history) ? inner.history.messages : null;
  const parsed = z.record(z.string(), messageSchema).safeParse(history);
  return parsed.success ? new Map(Object.entries(parsed.data)) : { reason: "snapshot: holds no chat with messages by their ids" };
};

/** What was said up to a message, along those that each answers. */
const turnsUpTo = (messages: ReadonlyMap<string, Message>, id: string): Turn[] => {
  const turns: Turn[] = [];
  const seen = new Set<string>();
  for (let at: string | null = id; at !== null && !seen.has(at);) {
    seen.add(at);
    const message = messages.get(at);
    if (!message) break;
    turns.unshift({ role: message.role, content: message.content });
    at = message.parentId ?? null;
  }
  return turns;
};

/** Open WebUI's feedback: thumbs for a response, which is better, or worse, than what other models answered beside it. */
export const openWebui: ImportFormat = {
  title: "Open WebUI feedback",
  about: "A thumb for a response in a chat, with the chat and what other models answered beside it.",
  fields,
  annotator: { name: "open webui", kind: "human" },
  recognise: (sample) =>
    byColumns(sample, fields, () =>
      shareOf(sample, ({ data, meta }) => {
        const [said, about] = [jsonCell(data), jsonCell(meta)];
        return isRecord(said) && "rating" in said && isRecord(about) && "message_id" in about;
      }) > 0.5
        ? 0.97
        : 0,
    ),
  read: ([record], { annotator: nobody }): FormatResult => {
    if (!record || (!isBlank(record.fields.type) && record.fields.type !== "rating")) return { rows: [] };
    const parsed = readFields(fieldsSchema, record.fields);
    if (!parsed.ok) return parsed;
    const { user_id: user, data, meta, snapshot } = parsed.data;
    const messages = historyOf(snapshot);
    if ("reason" in messages) return messages;
    const rated = messages.get(meta.message_id);
    if (!rated) return { reason: `meta.message_id: ${meta.message_id} is no message of the chat` };
    const parent = rated.parentId ?? null;
    const compared = (data.sibling_model_ids ?? []).length > 0;
    const beside = compared && parent !== null ? (messages.get(parent)?.childrenIds ?? []) : [];
    const ids = beside.includes(meta.message_id) ? beside.filter((id) => messages.get(id)?.role === "assistant") : [meta.message_id];
    const about = ids.indexOf(meta.message_id);
    const own = { annotator: user ?? nobody.name, kind: nobody.kind };
    const { rating, details } = data;
    const score = details?.rating;
    const words = [data.reason, data.comment].filter((text) => !isBlank(text)).join("\n\n");
    const rationale = words === "" ? {} : { rationale: words };
    const ratings = {
      ...(rating === 1 || rating === -1 ? { rating: rating === 1 } : {}),
      ...(typeof score === "number" && Number.isFinite(score) ? { score } : {}),
    };
    // A thumb up sets the response above each that stood beside it, and a thumb down below each: of two others nothing is told.
    const choices =
      rating === 1 || rating === -1
        ? ids.flatMap((_, other) =>
            other === about ? [] : [{ choice: rating === 1 ? about : other, pair: [about, other].sort((a, b) => a - b) }],
          )
        : [];
    const said = [...choices, ...(Object.keys(ratings).length > 0 ? [{ response: about, ratings }] : [])];
    return {
      rows: [
        {
          prompt: parent === null ? "" : promptOfTurns(turnsUpTo(messages, parent)),
          responses: ids.map((id) => {
            const message = messages.get(id);
            const model = message?.selectedModelId ?? message?.model;
            return { text: message?.content ?? "", ...(isBlank(model) ? {} : { model }) };
          }),
          labels: said.map((label, i) => ({ ...own, ...label, ...(i === 0 ? rationale : {}) })),
          meta: metaOf({ chat_id: meta.chat_id, arena: meta.arena, tags: meta.tags ?? data.tags }),
        },
      ],
    };
  },
};
