import { z } from "zod";
import { parsePython } from "@/lib/imports/formats/python-literal";

/** Cells as files hold them: texts, JSON within a text, conversations in the field's several spellings. */

export type Turn = { role: string; content: string };

/** A list or an object that a table holds as text, in JSON or as Python prints it; anything else as it is. */
export const jsonCell = (value: unknown): unknown => {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    const parsed: unknown = JSON.parse(value);
    return parsed;
  } catch {
    return parsePython(value) ?? value;
  }
};

export const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Parts of a message that several libraries give in a list; pictures have no text. */
const contentOf = (content: unknown): string | null => {
  if (typeof content === "string") return content;
  if (content === null || content === undefined) return "";
  if (!Array.isArray(content)) return null;
  const parts = content.map((part: unknown) =>
    typeof part === "string" ? part : isRecord(part) && typeof part.text === "string" ? part.text : "",
  );
  return parts.filter((part) => part !== "").join("\n");
};

const rolesElsewhere: Record<string, string> = {
  human: "user",
  prompter: "user",
  gpt: "assistant",
  bing: "assistant",
  chatgpt: "assistant",
  bot: "assistant",
};
const roles = new Set(["system", "developer", "user", "assistant", "tool", "function"]);

/** A role as trainers write it; one that is unknown as it stands. */
const roleOf = (role: string): string => {
  const small = role.trim().toLowerCase();
  return roles.has(small) ? small : (rolesElsewhere[small] ?? role);
};

/** Keys under which libraries keep what was said, the usual one first. */
const saidUnder = ["content", "value", "text", "parts"] as const;

const callsOf = ({ tool_calls: calls, function_call: call }: Record<string, unknown>): string | null =>
  Array.isArray(calls) && calls.length > 0 ? JSON.stringify(calls) : isRecord(call) ? JSON.stringify(call) : null;

const turnOf = (value: unknown): Turn | null => {
  if (!isRecord(value)) return null;
  const role = "role" in value ? value.role : value.from;
  if (typeof role !== "string" || role === "") return null;
  const calls = callsOf(value);
  const key = saidUnder.find((name) => name in value);
  // A message that keeps its words under a name unknown here is not an empty one.
  if (key === undefined && calls === null) return null;
  const content = contentOf(key === undefined ? null : value[key]);
  if (content === null) return null;
  return { role: roleOf(role), content: content === "" && calls !== null ? calls : content };
};

/** What was asked and answered in one entry, as a few sets keep their conversations. */
const exchangeOf = (value: unknown): Turn[] | null => {
  if (!isRecord(value) || typeof value.input !== "string" || typeof value.output !== "string") return null;
  return [
    { role: "user", content: value.input },
    { role: "assistant", content: value.output },
  ];
};

/** A list of messages (`{role, content}`, `{from, value}` and the like), or of questions with their answers; null where the value is none. */
export const turnsOf = (value: unknown): Turn[] | null => {
  const list = jsonCell(value);
  if (!Array.isArray(list) || list.length === 0) return null;
  const turns = list.map((entry: unknown) => turnOf(entry) ?? exchangeOf(entry));
  return turns.every((turn) => turn !== null) ? turns.flat() : null;
};

/** A conversation within an object: OpenAI's preference rows keep it under `messages`, beside the tools. */
export const messagesIn = (value: unknown): unknown => {
  const cell = jsonCell(value);
  return isRecord(cell) && "messages" in cell ? cell.messages : value;
};

/** A single message stands for a list of one. */
export const inList = (value: unknown): unknown => {
  const cell = jsonCell(value);
  return isRecord(cell) ? [cell] : cell;
};

/** What a model wrote, where it may be several turns: one turn is its text, more are a transcript. */
export const replyText = (turns: Turn[]): string =>
  turns.length === 1
    ? (turns[0]?.content ?? "")
    : turns.map(({ role, content }, i) => (i === 0 && role === "assistant" ? content : `${speakerOf(role)}: ${content}`)).join("\n\n");

const speakerOf = (role: string): string => (role === "user" ? "Human" : role === "assistant" ? "Assistant" : role);

const sameTurn = (a: Turn | undefined, b: Turn | undefined): boolean => a !== undefined && a.role === b?.role && a.content === b.content;

/** The turns that conversations open with alike, leaving each at least its last. */
export const sharedOpening = (conversations: Turn[][]): Turn[] => {
  const [first, ...others] = conversations;
  if (!first) return [];
  const most = Math.min(...conversations.map((turns) => turns.length)) - 1;
  let length = 0;
  while (length < most && others.every((turns) => sameTurn(turns[length], first[length]))) length += 1;
  // A conversation alone has nothing to differ from: all but its last turn is the prompt.
  return others.length === 0 ? first.slice(0, -1) : first.slice(0, length);
};

/** Where the replies begin in conversations that repeat a prompt which is given beside them; 0 where they do not. */
export const repliesFrom = (prompt: string | Turn[], turns: Turn[]): number => {
  if (typeof prompt === "string") {
    const at = turns.findIndex(({ role, content }) => role !== "assistant" && content === prompt);
    return at >= 0 && at < turns.length - 1 ? at + 1 : 0;
  }
  const repeated = prompt.every((turn, i) => turns[i]?.role === turn.role && turns[i].content === turn.content);
  return repeated && prompt.length < turns.length ? prompt.length : 0;
};

/** One turn of a user with nothing before it is a plain prompt. */
export const promptOfTurns = (turns: Turn[]): string | Turn[] =>
  turns.length === 1 && turns[0]?.role === "user" ? turns[0].content : turns;

const turnMark = /\n\n(Human|Assistant): ?/g;

/** A prompt under a system message that its file holds in a column of its own. */
export const underSystem = (system: string | undefined, prompt: string | Turn[]): string | Turn[] => {
  const turns = typeof prompt === "string" ? (prompt === "" ? [] : [{ role: "user", content: prompt }]) : prompt;
  return system === undefined || turns[0]?.role === "system" ? prompt : [{ role: "system", content: system }, ...turns];
};

/** A prompt with the text that it is about, which its file holds in a column of its own (Alpaca's `input`, say). */
export const withContext = <Prompt>(prompt: Prompt, context: unknown): Prompt | string =>
  typeof prompt === "string" && typeof context === "string" && !isBlank(context) ? `${prompt}\n\n${context}` : prompt;

/** A transcript with `Human:` and `Assistant:` before its turns, each behind an empty line; null where it is none. */
export const readTranscript = (text: string): Turn[] | null => {
  const whole = /^(Human|Assistant): ?/.test(text) ? `\n\n${text}` : text;
  const marks = [...whole.matchAll(turnMark)];
  if (marks.length === 0 || marks[0]?.index !== 0) return null;
  return marks.map((mark, i) => ({
    role: mark[1] === "Human" ? "user" : "assistant",
    content: whole.slice((mark.index ?? 0) + mark[0].length, marks[i + 1]?.index ?? whole.length),
  }));
};

export const textSchema = z.union([z.string(), z.number().transform(String)], { error: "is no text" });
export const optionalText = z.preprocess((value) => (isBlank(value) ? undefined : value), textSchema.optional());
export const numberCell = z.preprocess((value) => (typeof value === "string" && value.trim() !== "" ? Number(value) : value), z.number());
export const optionalNumber = z.preprocess((value) => (isBlank(value) ? undefined : value), numberCell.optional());
const yes = new Set(["true", "yes", "1", "1.0"]);
const no = new Set(["false", "no", "0", "0.0"]);
export const flagCell = z.preprocess((value) => {
  const word = typeof value === "string" || typeof value === "number" ? String(value).trim().toLowerCase() : value;
  return typeof word !== "string" ? word : yes.has(word) ? true : no.has(word) ? false : value;
}, z.boolean("is neither true nor false"));
/** A list, or the JSON of one in a table. */
export const listCell = <Entry extends z.ZodType>(entry: Entry) => z.preprocess(jsonCell, z.array(entry));
/** A prompt: a text, or messages in any spelling. */
export const promptCell = z
  .unknown()
  .optional()
  .transform((value, context): string | Turn[] => {
    const turns = turnsOf(value);
    if (turns) return turns;
    if (typeof value === "string") return value;
    context.addIssue({ code: "custom", message: isBlank(value) ? "is missing" : "is neither a text nor a list of messages" });
    return z.NEVER;
  });

const mostBytesInMeta = 2_000;

/** Pictures and other bytes within a record have no place in an item's metadata; their paths have. */
const withoutBytes = (value: unknown, depth = 0): unknown => {
  if (typeof value !== "object" || value === null || depth > 8) return value;
  if (Array.isArray(value)) return value.map((entry: unknown) => withoutBytes(entry, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, entry]) => !(key === "bytes" && typeof entry === "string" && entry.length > mostBytesInMeta))
      .map(([key, entry]) => [key, withoutBytes(entry, depth + 1)]),
  );
};

/** What an item's metadata keep of a record: all that is not blank and stands nowhere else. */
export const metaOf = (...parts: Record<string, unknown>[]): Record<string, unknown> =>
  Object.fromEntries(
    parts.flatMap((part) => Object.entries(part).filter(([, value]) => !isBlank(value))).map(([key, value]) => [key, withoutBytes(value)]),
  );
