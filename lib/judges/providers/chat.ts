import { z } from "zod";
import { AppError } from "@/lib/errors";
import { retryAfterSeconds } from "@/lib/judges/pace";
import { priceOf } from "@/lib/judges/price";
import type { Usage } from "@/lib/judges/price";
import type { Outcome } from "@/lib/judges/providers/contract";
import type { TokenChances } from "@/lib/judges/read-reply";
import { replyModes } from "@/lib/judges/schema";
import type { OpenAiSettings, ReplyMode } from "@/lib/judges/schema";
import type { ChatMessage } from "@/lib/kinds/contract";
import { guardedFetch, readText } from "@/lib/net/guarded-fetch";
import type { OutboundResponse } from "@/lib/net/guarded-fetch";

const mostBytes = 4 * 2 ** 20;

const chanceSchema = z.object({ token: z.string(), logprob: z.number() });
const tokenCount = z
  .number()
  .int()
  .min(0)
  .max(2 ** 31 - 1);
const completionSchema = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
        finish_reason: z.string().nullish(),
        logprobs: z
          .object({ content: z.array(chanceSchema.extend({ top_logprobs: z.array(chanceSchema).default([]) })).nullish() })
          .nullish(),
      }),
    )
    .min(1),
  // Usage that is no count of tokens is none: the answer stands, and what it cost is not known.
  usage: z.object({ prompt_tokens: tokenCount, completion_tokens: tokenCount }).nullish().catch(null),
});
type Completion = z.infer<typeof completionSchema>;

/** What one reply is to look like, for servers that can be held to a schema. */
export type ReplyForm = { name: string; schema: object };

export type ChatQuestion = {
  /** the same for the same question asked again; the form of reply is added to it */
  idemKey: string;
  messages: (mode: ReplyMode) => ChatMessage[];
  form: ReplyForm;
};

type Failure = Extract<Outcome, { kind: "failed" }>;

export type ChatReply =
  | {
      kind: "answered";
      content: string;
      /** the reply ended where it was cut off, not where the model ended it */
      cutOff: boolean;
      refusal: string | null;
      tokens: TokenChances | null;
      usage: Usage | null;
      /** null where the server did not say what it used, and that has a price */
      billedMicros: bigint | null;
    }
  | Failure;

export type Chat = { send: (question: ChatQuestion) => Promise<ChatReply> };

const formOf = (mode: ReplyMode, { name, schema }: ReplyForm): object => {
  if (mode === "json_schema") return { response_format: { type: "json_schema", json_schema: { name, strict: true, schema } } };
  return mode === "json_object" ? { response_format: { type: "json_object" } } : {};
};

const failed = (reason: string, more: Partial<Failure> = {}): Failure => ({
  kind: "failed",
  reason,
  mayBeBilled: false,
  retry: false,
  retryAfterSeconds: null,
  endsAsk: false,
  ...more,
});

export type Remembered = { mode: ReplyMode; remember: (mode: ReplyMode) => Promise<void> };

/** Statuses by which servers say that they do not know the form of reply that was asked for. */
const mayBeTheForm = new Set([400, 415, 422, 501]);

/**
 * Chat completions as OpenAI, vLLM, Ollama and many others speak them. A server that refuses to be held to a JSON schema is asked
 * for a JSON object, then for text; what it took is remembered.
 */
export const openChat = (settings: OpenAiSettings, key: string | null, remembered: Remembered): Chat => {
  let mode = remembered.mode;
  let limitField: "max_tokens" | "max_completion_tokens" = "max_tokens";
  const url = `${settings.url.replace(/\/+$/, "")}/chat/completions`;

  const post = ({ idemKey, messages, form }: ChatQuestion, as: ReplyMode, limit: typeof limitField): Promise<OutboundResponse> =>
    guardedFetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        "idempotency-key": `${idemKey}-${as}`,
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({
        model: settings.model,
        messages: messages(as),
        temperature: settings.temperature,
        [limit]: settings.maxTokens,
        stream: false,
        ...formOf(as, form),
        ...(settings.logProbabilities ? { logprobs: true, top_logprobs: 20 } : {}),
      }),
      maxBytes: mostBytes,
      totalMs: settings.timeoutSeconds * 1000,
      idleMs: settings.timeoutSeconds * 1000,
      maxRedirects: 0,
    });

  /** A server's own words about an error, without the key that it may have quoted. */
  const wordsOf = async (response: OutboundResponse): Promise<string> => {
    const text = await readText(response).catch(() => "");
    // The key goes first: cut in two it would not be found.
    const plain = messageIn(key === null ? text : text.replaceAll(key, "…"));
    return plain.replaceAll(/\s+/g, " ").trim().slice(0, 300);
  };

  const send = async (question: ChatQuestion): Promise<ChatReply> => {
    for (const as of replyModes.slice(replyModes.indexOf(mode))) {
      // As it was sent: of questions that are out at once each is told so, and the first one changes it for those that follow.
      const limit = limitField;
      let response: OutboundResponse;
      try {
        response = await post(question, as, limit);
      } catch (error) {
        return fromError(error);
      }
      if (response.status >= 300) {
        const words = await wordsOf(response);
        if (response.status === 400 && limit === "max_tokens" && words.includes("max_completion_tokens")) {
          limitField = "max_completion_tokens";
          return failed("the server names its token limit otherwise", { retry: true, retryAfterSeconds: 0 });
        }
        if (mayBeTheForm.has(response.status) && as !== "text") continue;
        return fromStatus(response, words);
      }
      if (as !== mode) {
        mode = as;
        await remembered.remember(as);
      }
      return readAnswer(settings, response);
    }
    return failed("the server refuses every form of reply");
  };

  return { send };
};

const errorSchema = z.object({ error: z.union([z.string(), z.object({ message: z.string() }).transform(({ message }) => message)]) });

/** The sentence in an error as these servers write it; the whole text of any other. */
const messageIn = (text: string): string => {
  try {
    return errorSchema.safeParse(JSON.parse(text)).data?.error ?? text;
  } catch {
    return text; // no JSON: a proxy's page, or plain words
  }
};

const readAnswer = async (settings: OpenAiSettings, response: OutboundResponse): Promise<ChatReply> => {
  let text: string;
  try {
    text = await readText(response);
  } catch (error) {
    return fromError(error);
  }
  const completion = parseCompletion(text);
  if (completion === null)
    return failed("the server's answer is not what a chat completion looks like", { mayBeBilled: true, retry: true });
  return toReply(settings, completion);
};

const parseCompletion = (text: string): Completion | null => {
  try {
    return completionSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null; // not JSON: cut off, or an error page with status 200
  }
};

const toReply = (settings: OpenAiSettings, { choices, usage }: Completion): ChatReply => {
  const [choice] = choices;
  const counted = usage ? { promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens } : null;
  const free = settings.promptPriceMicros === 0 && settings.completionPriceMicros === 0;
  return {
    kind: "answered",
    content: choice?.message.content ?? "",
    cutOff: choice?.finish_reason === "length",
    refusal: choice?.message.refusal ? `the model refused: ${choice.message.refusal.slice(0, 200)}` : null,
    tokens: choice?.logprobs?.content?.map(({ token, top_logprobs: top }) => ({ token, top })) ?? null,
    usage: counted,
    billedMicros: counted ? priceOf(settings, counted) : free ? 0n : null,
  };
};

const neverSent = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "CERT_HAS_EXPIRED"]);

/** No answer at all, or one that broke off. What was refused here, or never reached the server, cost nothing. */
const fromError = (error: unknown): Failure => {
  if (!(error instanceof AppError)) throw error;
  const cause = error.cause;
  const code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "";
  if (error.code === "refused") return failed(error.userMessage);
  return failed(error.userMessage, { mayBeBilled: !neverSent.has(code), retry: error.code === "unavailable" });
};

/**
 * Statuses of whoever stands before the model (408, 502, 504, and 520 and 524 of one large network) that gave up waiting or could not
 * read what came: the model may have worked on, and its owner sends the bill. A server that says of itself that it failed, or is
 * too busy, has none to send.
 */
const gaveUpWaiting = new Set([408, 502, 504, 520, 524]);

const fromStatus = (response: OutboundResponse, words: string): Failure => {
  const { status } = response;
  const reason = `the server answered ${status}${words === "" ? "" : `: ${words}`}`;
  const after = retryAfterSeconds(response.headers["retry-after"], new Date());
  if (status === 429 || status === 408 || status >= 500)
    return failed(reason, { retry: true, retryAfterSeconds: after, mayBeBilled: gaveUpWaiting.has(status) });
  return failed(reason, { endsAsk: status === 401 || status === 403 || status === 402 });
};
