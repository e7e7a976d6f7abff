import { z } from "zod";
import { languageOf } from "@/lib/exports/formats/arena";
import type { Entry, EntryAnswer, Format, FormatContext, Written } from "@/lib/exports/formats/contract";
import { anyQuestion, comparisonOf, ranksOf, ranksOfAnswer, standings } from "@/lib/exports/formats/shared";
import { alternates, asMessages, contentUuid, hasTwoSpeakers } from "@/lib/exports/formats/text";
import type { JsonValue, Row } from "@/lib/exports/formats/text";

type Message = {
  message_id: string;
  parent_id: string | null;
  text: string;
  role: "prompter" | "assistant";
  rank: number | null;
  model_name: string | null;
  /** the crowd's marks by name, each `{value, count}` */
  labels: Row;
  events: Row;
};

const rolesOf: Record<string, Message["role"]> = { user: "prompter", assistant: "assistant" };

/** Open-Assistant's own loader takes the trees of a language alone: what an item does not tell, a recipe of one language does. */
const langOf = ({ meta }: Entry, { recipe }: FormatContext): string | null =>
  languageOf(meta) ?? (recipe.languages.length === 1 ? (recipe.languages[0] ?? null) : null);

const messageRow = (entry: Entry, message: Message, context: FormatContext): Row => ({
  message_id: message.message_id,
  parent_id: message.parent_id,
  user_id: null,
  created_date: null,
  text: message.text,
  role: message.role,
  lang: langOf(entry, context),
  review_count: 0,
  // Its loader passes over a tree whose prompt was not let through, and nobody's item is in a project that was not.
  review_result: true,
  deleted: false,
  rank: message.rank,
  synthetic: message.model_name !== null,
  model_name: message.model_name,
  emojis: {},
  labels: message.labels,
  events: message.events,
});

const marksSchema = z.record(z.string(), z.object({ value: z.number(), count: z.number().optional() })).catch({});
const crowdMarksSchema = z.array(marksSchema).catch([]);

/** Marks that came with an item of Open-Assistant's; others have none. */
const marksOf = ({ meta }: Entry): { prompt: Row; replies: Row[] } => ({
  prompt: marksSchema.parse(meta.prompt_marks),
  replies: crowdMarksSchema.parse(meta.crowd_marks),
});

const notRankable = z.object({ not_rankable: z.union([z.literal(true), z.string()]) });
/** What an answer without a reason of its own is read as. */
const unsaid = "not rankable";

/**
 * How an answer ordered the replies to a message: their ids best first, and the same order as places among the replies. Ties have
 * no form in it: tied replies stand in the order of the item, and which they are in a field of ours beside, as is why no order would be
 * honest, of which Open-Assistant keeps a yes or no.
 */
const rankingEvent = (answer: EntryAnswer, { asked }: FormatContext, ids: string[], parentId: string, treeId: string): JsonValue | null => {
  const cannot = comparisonOf(answer, asked.question)?.outcome === "cannot-compare";
  const ranks = cannot ? new Map<number, number>() : ranksOfAnswer(answer, asked.question);
  const unable =
    ranks.size === 0 ? cannot || notRankable.safeParse(asked.kind.toImport(answer.unitKey, answer.response)).data?.not_rankable : undefined;
  if (ranks.size === 0 && unable === undefined) return null;
  const order = [...ranks.keys()].sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0) || a - b);
  const idsOf = (ordinals: number[]): string[] => ordinals.flatMap((ordinal) => ids[ordinal] ?? []);
  const tied = [...new Set(ranks.values())]
    .map((rank) => order.filter((ordinal) => ranks.get(ordinal) === rank))
    .filter(({ length }) => length > 1);
  return {
    type: "ranking",
    user_id: answer.annotator,
    ranking: order,
    ranked_message_ids: idsOf(order),
    ranking_parent_id: parentId,
    message_tree_id: treeId,
    not_rankable: unable !== undefined,
    ...(tied.length > 0 ? { tied_message_ids: tied.map(idsOf) } : {}),
    ...(typeof unable === "string" && unable !== unsaid ? { not_rankable_reason: unable } : {}),
  };
};

/** The turns of the prompt as a chain, the responses as replies to the last of them. */
const messagesOf = (entry: Entry, context: FormatContext): Message[] => {
  const standing = standings(entry);
  const ranks = ranksOf(standing);
  const rankOf = new Map(standing.map(({ side }, index) => [side.ordinal, (ranks[index] ?? 1) - 1]));
  const turns = asMessages(entry.prompt);
  const idAt = (place: string | number): string => contentUuid("oasst", entry.item, place);
  const marks = marksOf(entry);
  const treeId = idAt(0);
  const lastId = idAt(turns.length - 1);
  const ids = entry.candidates.map((_, ordinal) => idAt(`reply ${ordinal}`));
  const events = entry.answers
    .filter(({ counted, asked }) => counted && asked === context.asked)
    .flatMap((answer) => rankingEvent(answer, context, ids, lastId, treeId) ?? []);
  const chain = turns.map(({ role, content }, index): Message => ({
    message_id: idAt(index),
    parent_id: index === 0 ? null : idAt(index - 1),
    text: content,
    role: rolesOf[role] ?? "prompter",
    rank: null,
    model_name: null,
    labels: index === turns.length - 1 ? marks.prompt : {},
    events: index === turns.length - 1 && events.length > 0 ? { ranking: events } : {},
  }));
  const replies = entry.candidates.map(({ text, model }, ordinal): Message => ({
    message_id: ids[ordinal] ?? "",
    parent_id: lastId,
    text,
    role: "assistant",
    rank: rankOf.get(ordinal) ?? null,
    model_name: model,
    labels: marks.replies[ordinal] ?? {},
    events: {},
  }));
  return [...chain, ...replies];
};

/**
 * Items as messages, or the reasons why they cannot be: other speakers, or turns that do not alternate from the user's to the user's, to
 * which all responses reply. Open-Assistant's loader breaks off at the first tree where they do not, and reads none of the file.
 */
const refusal = (entry: Entry): string | null => {
  if (!hasTwoSpeakers(entry.prompt)) return "system-turn";
  const turns = asMessages(entry.prompt);
  return turns[0]?.role === "user" && alternates(turns) ? null : "turns-not-in-turn";
};

const place = (entry: Entry): { unitKey: string; part: string } => ({
  unitKey: entry.tasks[0]?.unitKey ?? "",
  part: entry.tasks[0]?.part ?? "",
});

type Node = Row & { replies: Node[] };

const treeOf = (entry: Entry, messages: Message[], context: FormatContext): Node => {
  const nodes = new Map(
    messages.map((message): [string, Node] => [message.message_id, { ...messageRow(entry, message, context), replies: [] }]),
  );
  for (const { message_id: id, parent_id: parent } of messages) {
    const node = nodes.get(id);
    if (node && parent !== null) nodes.get(parent)?.replies.push(node);
  }
  const root = nodes.get(messages[0]?.message_id ?? "");
  if (!root) throw new RangeError(`item ${entry.item}: its prompt has no turn`);
  return root;
};

/** Conversation trees of Open-Assistant, one an item; `rank` 0 is the best reply. */
export const oasstTrees: Format = {
  reads: "items",
  tellsConsensus: true,
  refuse: anyQuestion,
  columns: () => [
    { name: "message_tree_id", kind: "text" },
    { name: "tree_state", kind: "text" },
    { name: "prompt", kind: "json" },
    { name: "origin", kind: "text" },
  ],
  write: (entry, context): Written[] => {
    const none = refusal(entry);
    if (none !== null) return [{ ...place(entry), none }];
    const messages = messagesOf(entry, context);
    const row = {
      message_tree_id: messages[0]?.message_id ?? "",
      tree_state: "ready_for_export",
      prompt: treeOf(entry, messages, context),
      origin: entry.item,
    };
    return [{ ...place(entry), rows: [row] }];
  },
  stem: "trees",
};

/** The same trees as a flat list of messages. */
export const oasstMessages: Format = {
  reads: "items",
  tellsConsensus: true,
  refuse: anyQuestion,
  columns: () => [
    { name: "message_id", kind: "text" },
    { name: "parent_id", kind: "text" },
    { name: "user_id", kind: "text" },
    { name: "created_date", kind: "text" },
    { name: "text", kind: "text" },
    { name: "role", kind: "text" },
    { name: "lang", kind: "text" },
    { name: "review_count", kind: "integer" },
    { name: "review_result", kind: "flag" },
    { name: "deleted", kind: "flag" },
    { name: "rank", kind: "integer" },
    { name: "synthetic", kind: "flag" },
    { name: "model_name", kind: "text" },
    { name: "emojis", kind: "json" },
    { name: "labels", kind: "json" },
    { name: "events", kind: "json" },
    { name: "message_tree_id", kind: "text" },
    { name: "tree_state", kind: "text" },
  ],
  write: (entry, context): Written[] => {
    const none = refusal(entry);
    if (none !== null) return [{ ...place(entry), none }];
    const messages = messagesOf(entry, context);
    const tree = { message_tree_id: messages[0]?.message_id ?? "", tree_state: "ready_for_export" };
    return [{ ...place(entry), rows: messages.map((message) => ({ ...messageRow(entry, message, context), ...tree })) }];
  },
  stem: "messages",
};
