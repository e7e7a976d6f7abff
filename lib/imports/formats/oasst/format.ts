import { z } from "zod";
import { isRecord, jsonCell, metaOf } from "@/lib/imports/formats/cells";
import type { FormatResult, ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns, shareOf } from "@/lib/imports/formats/match-columns";
import { messageSchema, treeItems } from "@/lib/imports/formats/oasst/tree-items";
import type { Message } from "@/lib/imports/formats/oasst/tree-items";
import { readFields } from "@/lib/imports/formats/read-fields";

const annotator = { name: "oasst", kind: "human" } as const;

const treeFields = [
  { name: "message_tree_id", title: "Tree", required: true },
  { name: "prompt", title: "Opening message", required: true },
  { name: "tree_state", title: "State of the tree", required: false },
];

const treeSchema = z.object({ message_tree_id: z.string("is missing"), prompt: z.unknown().optional(), tree_state: z.string().nullish() });

/** The messages below one, checked: what is wrong is named with the message that it is about. */
const childrenOf = (message: Record<string, unknown>): Message[] => {
  const replies = message.replies;
  if (replies === undefined || replies === null) return [];
  if (!Array.isArray(replies)) throw new RangeError(`message ${String(message.message_id)}: replies is no list`);
  return replies.map((reply: unknown) => {
    const parsed = readFields(messageSchema, isRecord(reply) ? reply : {});
    if (!parsed.ok) throw new RangeError(`a reply to message ${String(message.message_id)}: ${parsed.reason}`);
    return parsed.data;
  });
};

const isOpening = (prompt: unknown): boolean => isRecord(prompt) && "message_id" in prompt;

/** Open-Assistant's trees: one conversation with all its branches a record. */
export const oasstTrees: ImportFormat = {
  title: "Open-Assistant trees",
  about: "A conversation tree; each message that was answered becomes an item with its ranked answers.",
  fields: treeFields,
  annotator,
  recognise: (sample) =>
    byColumns(sample, treeFields, () => (shareOf(sample, ({ prompt }) => isOpening(jsonCell(prompt))) > 0.5 ? 0.98 : 0.2)),
  read: ([record], context): FormatResult => {
    if (!record) return { rows: [] };
    const parsed = readFields(treeSchema, record.fields);
    if (!parsed.ok) return parsed;
    const { message_tree_id: id, tree_state: state } = parsed.data;
    const prompt = jsonCell(parsed.data.prompt);
    const root = readFields(messageSchema, isRecord(prompt) ? prompt : {});
    if (!root.ok) return { reason: `prompt.${root.reason}` };
    try {
      const meta = metaOf({ tree_state: state }, record.rest);
      return { rows: treeItems({ id, root: root.data, meta }, childrenOf, context.annotator) };
    } catch (error) {
      if (error instanceof RangeError) return { reason: error.message };
      throw error;
    }
  },
};

const messageFields = [
  { name: "message_id", title: "Message", required: true },
  { name: "parent_id", title: "Message that it answers", required: true },
  { name: "text", title: "Text", required: true },
  { name: "role", title: "Role", required: true },
  { name: "message_tree_id", title: "Tree", required: true },
  ...["rank", "deleted", "lang", "model_name", "labels", "events", "tree_state"].map((name) => ({
    name,
    title: name.replaceAll("_", " "),
    required: false,
  })),
];

const flatSchema = messageSchema.extend({ message_tree_id: z.string("is missing") });
const cell = (value: unknown): unknown => (value === "" ? null : jsonCell(value));
/** Cells of a table are texts; those of JSON are what they are. */
const typed = (fields: Record<string, unknown>): Record<string, unknown> => ({
  ...fields,
  parent_id: fields.parent_id === "" ? null : fields.parent_id,
  lang: fields.lang === "" ? null : fields.lang,
  model_name: fields.model_name === "" ? null : fields.model_name,
  rank: typeof fields.rank === "string" ? (fields.rank === "" ? null : Number(fields.rank)) : fields.rank,
  deleted: typeof fields.deleted === "string" ? fields.deleted.toLowerCase() === "true" : fields.deleted,
  labels: cell(fields.labels),
  events: cell(fields.events),
});

/** Open-Assistant's flat messages: one message a record, those of a tree following each other. */
export const oasstMessages: ImportFormat = {
  title: "Open-Assistant messages",
  about: "A message with the one that it answers; messages of a tree follow each other.",
  fields: messageFields,
  annotator,
  recognise: (sample) => byColumns(sample, messageFields, () => 0.97),
  groupKey: ({ fields }) => String(fields.message_tree_id),
  read: (records, context): FormatResult => {
    const messages = new Map<string, Message>();
    const replies = new Map<string, Message[]>();
    let root: Message | null = null;
    let tree = "";
    for (const { fields } of records) {
      const parsed = readFields(flatSchema, typed(fields));
      if (!parsed.ok) return parsed;
      const message = parsed.data;
      tree = message.message_tree_id;
      if (messages.has(message.message_id)) return { reason: `message_id: ${message.message_id} comes twice in tree ${tree}` };
      messages.set(message.message_id, message);
      const parent = message.parent_id ?? null;
      if (parent !== null) replies.set(parent, [...(replies.get(parent) ?? []), message]);
      else if (root) return { reason: `parent_id: tree ${tree} has two openings` };
      else root = message;
    }
    if (!root) return { reason: `parent_id: tree ${tree} has no opening among its messages here; sort the file by message_tree_id` };
    const orphan = [...replies.keys()].find((id) => !messages.has(id));
    if (orphan !== undefined)
      return { reason: `parent_id: ${orphan} is no message of tree ${tree} here; sort the file by message_tree_id` };
    const meta = metaOf({ tree_state: records[0]?.fields.tree_state });
    return { rows: treeItems({ id: tree, root, meta }, ({ message_id: id }) => replies.get(id) ?? [], context.annotator) };
  },
};
