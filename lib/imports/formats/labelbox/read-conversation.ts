import { z } from "zod";
import { isBlank, isRecord, promptOfTurns } from "@/lib/imports/formats/cells";
import type { Turn } from "@/lib/imports/formats/cells";
import { namesModel } from "@/lib/imports/model-names";

/** One response; `names` are what answers call it by. */
export type Output = { text: string; model: string | undefined; id: string; names: string[] };
/** One question of a conversation with the responses to it; `asked` is the message that they answer, null where messages have no ids. */
export type Exchange = { asked: string | null; prompt: string | Turn[]; outputs: Output[] };
type Read = Exchange[] | { reason: string };

/** Exports write a missing name as the word, too. */
const modelName = z
  .string()
  .nullish()
  .transform((name) => (isBlank(name) || name === "null" ? undefined : (name ?? undefined)));

const sideBySideSchema = z.object({
  messages: z.array(
    z.looseObject({ content: z.string(), user: z.looseObject({ userId: z.string().nullish(), name: z.string().nullish() }).nullish() }),
  ),
  modelOutputs: z.array(z.looseObject({ title: z.string().nullish(), content: z.string(), modelConfigName: modelName })).min(1, "is empty"),
});

/** Who speaks is told by a free name: the last speaker is the one whom the outputs answer, another of two is who answered before. */
const rolesOf = (speakers: string[]): string[] => {
  const last = speakers.at(-1);
  const two = new Set(speakers).size === 2;
  return speakers.map((name) => {
    if (/^system$/i.test(name)) return "system";
    if (name === last) return "user";
    return two || namesModel(name) || /\b(assistant|bot|model|ai)\b/i.test(name) ? "assistant" : "user";
  });
};

/** The LLM human preference editor's: a conversation, and outputs that stand side by side below it. */
const readSideBySide = (data: unknown): Read => {
  const parsed = sideBySideSchema.safeParse(data);
  if (!parsed.success)
    return { reason: `data_row.row_data: ${parsed.error.issues[0]?.path.join(".") ?? ""} is not as its editor writes it` };
  const { messages, modelOutputs } = parsed.data;
  const roles = rolesOf(messages.map(({ user }) => user?.userId ?? user?.name ?? ""));
  const turns = messages.map(({ content }, i): Turn => ({ role: roles[i] ?? "user", content }));
  const outputs = modelOutputs.map(({ title, content, modelConfigName: model }, i): Output => {
    const id = title ?? `Response ${i + 1}`;
    return { text: content, model, id, names: [id, ...(model === undefined ? [] : [model])] };
  });
  return [{ asked: null, prompt: turns.length === 0 ? "" : promptOfTurns(turns), outputs }];
};

const threadSchema = z.object({
  actors: z.record(
    z.string(),
    z.looseObject({ role: z.string(), metadata: z.looseObject({ modelConfigName: modelName, modelConfigId: modelName }).nullish() }),
  ),
  messages: z.record(
    z.string(),
    z.looseObject({
      actorId: z.string(),
      content: z.array(z.looseObject({ content: z.unknown() })),
      childMessageIds: z.array(z.string()).nullish(),
    }),
  ),
  rootMessageIds: z.array(z.string()).min(1, "is empty"),
});
type Thread = z.infer<typeof threadSchema>;

/** Files and pictures among the parts have no text. */
const textOf = (message: Thread["messages"][string]): string =>
  message.content.flatMap(({ content }) => (typeof content === "string" ? [content] : [])).join("\n");

/** A multimodal chat's: messages name those that follow them, and several that answer one message are compared. */
const readThread = (data: unknown): Read => {
  const parsed = threadSchema.safeParse(data);
  if (!parsed.success)
    return { reason: `data_row.row_data: ${parsed.error.issues[0]?.path.join(".") ?? ""} is not as its editor writes it` };
  const actors = new Map(Object.entries(parsed.data.actors));
  const messages = new Map(Object.entries(parsed.data.messages));
  const exchanges: Exchange[] = [];
  const seen = new Set<string>();
  // With a stack of its own: a conversation may be as long as it likes.
  const open = [...parsed.data.rootMessageIds].reverse().map((id) => ({ id, before: [] as Turn[] }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { id, before } = next;
    const message = messages.get(id);
    // What was said after several responses at once is read after the first of them.
    if (!message || seen.has(id)) continue;
    seen.add(id);
    const role = actors.get(message.actorId)?.role ?? "human";
    const turns: Turn[] = [
      ...before,
      { role: role === "model" ? "assistant" : role === "human" ? "user" : role, content: textOf(message) },
    ];
    const children = (message.childMessageIds ?? []).filter((child) => messages.has(child));
    const answers = children.filter((child) => actors.get(messages.get(child)?.actorId ?? "")?.role === "model");
    if (answers.length > 0)
      exchanges.push({
        asked: id,
        prompt: promptOfTurns(turns),
        outputs: answers.map((child): Output => {
          const answer = messages.get(child);
          const { modelConfigName, modelConfigId } = actors.get(answer?.actorId ?? "")?.metadata ?? {};
          const model = modelConfigName ?? modelConfigId;
          return { text: answer ? textOf(answer) : "", model, id: child, names: [child, ...(model === undefined ? [] : [model])] };
        }),
      });
    open.push(...[...children].reverse().map((child) => ({ id: child, before: turns })));
  }
  return exchanges.length > 0 ? exchanges : { reason: "data_row.row_data: holds no message that a model answered" };
};

/** The questions of a data row with the responses to compare. */
export const readConversation = (rowData: unknown): Read => {
  if (isBlank(rowData)) return { reason: "data_row.row_data: is missing (export with the details of data rows)" };
  if (typeof rowData === "string" && /^\w+:\/\/\S+$/.test(rowData.trim()))
    return { reason: "data_row.row_data: is an address; the conversation that stands there has to be in the file" };
  if (!isRecord(rowData)) return { reason: "data_row.row_data: is no conversation" };
  if ("rootMessageIds" in rowData) return readThread(rowData);
  return "modelOutputs" in rowData ? readSideBySide(rowData) : { reason: "data_row.row_data: holds no output of a model" };
};
