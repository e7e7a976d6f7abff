import { z } from "zod";
import { rankedPlaces } from "@/lib/imports/formats/ranked-places";
import { isRecord, metaOf, promptOfTurns } from "@/lib/imports/formats/cells";
import type { Turn } from "@/lib/imports/formats/cells";
import type { FormatRow } from "@/lib/imports/formats/contract";
import type { FileAnnotator } from "@/lib/imports/schema";

export const messageSchema = z.looseObject({
  message_id: z.string("is missing").min(1),
  parent_id: z.string().nullish(),
  text: z.string("is missing"),
  role: z.enum(["prompter", "assistant"]),
  lang: z.string().nullish(),
  rank: z.number().nullish(),
  deleted: z.boolean().nullish(),
  model_name: z.string().nullish(),
});
export type Message = z.infer<typeof messageSchema>;

type Mark = { value: number; count?: number };

const markOf = (value: unknown, count: unknown): Mark | null =>
  typeof value === "number" ? { value, ...(typeof count === "number" ? { count } : {}) } : null;

/** The crowd's marks by name, each a mean and of how many, from either of the two shapes in which they are published. */
const marksOf = (labels: unknown): Record<string, Mark> | null => {
  if (!isRecord(labels)) return null;
  const { name: names, value: values, count: counts } = labels;
  const pairs: [unknown, Mark | null][] =
    Array.isArray(names) && Array.isArray(values)
      ? names.map((name: unknown, i) => [name, markOf(values[i], Array.isArray(counts) ? counts[i] : null)])
      : Object.entries(labels).map(([name, mark]) => [name, isRecord(mark) ? markOf(mark.value, mark.count) : markOf(mark, null)]);
  const marks = pairs.filter((pair): pair is [string, Mark] => typeof pair[0] === "string" && pair[1] !== null);
  return marks.length > 0 ? Object.fromEntries(marks) : null;
};

const eventSchema = z.looseObject({
  ranked_message_ids: z.array(z.string()).nullish(),
  not_rankable: z.boolean().nullish(),
  /** written by our own exports beside the order, which has no ties */
  tied_message_ids: z.array(z.array(z.string())).nullish().catch(null),
  /** the same beside the yes or no */
  not_rankable_reason: z.string().min(1).max(200).nullish().catch(null),
  user_id: z.string().nullish(),
});
const eventsSchema = z.looseObject({ ranking: z.array(eventSchema) });

type Label = Record<string, unknown>;

/** Rankings of single people where the set tells them, else the one that the crowd's come to: rank 0 is best. */
const rankingsOf = (parent: Message, replies: Message[], annotator: FileAnnotator): Label[] => {
  if (replies.length < 2) return [];
  const at = new Map(replies.map((reply, ordinal) => [reply.message_id, ordinal]));
  const events = eventsSchema.safeParse(parent.events);
  if (events.success && events.data.ranking.length > 0) {
    return events.data.ranking.flatMap((event, i): Label[] => {
      const { ranked_message_ids: ids, tied_message_ids: tied, not_rankable: unable, not_rankable_reason: reason, user_id: user } = event;
      const who = { annotator: user ?? `${annotator.name}, ranker ${i + 1}`, kind: annotator.kind };
      if (unable) return [{ ...who, not_rankable: reason ?? true }];
      const order = (ids ?? []).filter((id) => at.has(id));
      // Of tied replies all have the place of the first.
      const ranked = order.map((id) => ({
        rank: order.findIndex((other) => other === id || tied?.some((group) => group.includes(other) && group.includes(id))),
        ordinal: at.get(id) ?? 0,
      }));
      return ranked.length > 1 ? [{ ...who, ranking: rankedPlaces(ranked) }] : [];
    });
  }
  const ranked = replies.flatMap(({ rank }, ordinal) => (typeof rank === "number" ? [{ rank, ordinal }] : []));
  if (ranked.length < 2) return [];
  return [{ annotator: annotator.name, kind: annotator.kind, ranking: rankedPlaces(ranked) }];
};

/**
 * A conversation tree as items: each message of a person that was answered is the end of a prompt, and the answers are its
 * responses. Walked without recursion, so that no depth of a tree can exhaust the stack.
 */
export const treeItems = (
  tree: { id: string; root: Message; meta: Record<string, unknown> },
  repliesOf: (message: Message) => Message[],
  annotator: FileAnnotator,
): FormatRow[] => {
  const rows: FormatRow[] = [];
  const open: { message: Message; before: Turn[] }[] = [{ message: tree.root, before: [] }];
  for (let next = open.shift(); next; next = open.shift()) {
    const { message, before } = next;
    const turns = [...before, { role: message.role === "prompter" ? "user" : "assistant", content: message.text }];
    const replies = repliesOf(message).filter((reply) => reply.deleted !== true);
    const answers = replies.filter((reply) => reply.role === "assistant");
    if (message.role === "prompter" && answers.length > 0) {
      const marks = answers.map((answer) => marksOf(answer.labels));
      rows.push({
        id: message.message_id,
        prompt: promptOfTurns(turns),
        responses: answers.map(({ text, message_id: id, model_name: model }) => ({ text, id, ...(model ? { model } : {}) })),
        labels: rankingsOf(message, answers, annotator),
        meta: metaOf(
          {
            lang: message.lang,
            message_tree_id: tree.id,
            prompt_marks: marksOf(message.labels),
            crowd_marks: marks.some((mark) => mark !== null) ? marks : null,
          },
          tree.meta,
        ),
      });
    }
    open.push(...replies.map((reply) => ({ message: reply, before: turns })));
  }
  return rows;
};
