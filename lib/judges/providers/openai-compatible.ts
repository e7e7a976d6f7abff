import { z } from "zod";
import { AppError } from "@/lib/errors";
import { buildPrompt } from "@/lib/judges/build-prompt";
import { retryAfterSeconds } from "@/lib/judges/pace";
import { mostItCosts, priceOf } from "@/lib/judges/price";
import type { Asked, Outcome, Provider } from "@/lib/judges/providers/contract";
import { readProbabilities, unwrapReply } from "@/lib/judges/read-reply";
import { replyModes } from "@/lib/judges/schema";
import type { OpenAiSettings, ReplyMode } from "@/lib/judges/schema";
import type { ChatMessage } from "@/lib/kinds/contract";
import { guardedFetch, readText } from "@/lib/net/guarded-fetch";
import type { OutboundResponse } from "@/lib/net/guarded-fetch";

const mostBytes = 4 * 2 ** 20;

const chanceSchema = z.object({ token: z.string(), logprob: z.number() });
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
  usage: z.object({ prompt_tokens: z.number().int().min(0), completion_tokens: z.number().int().min(0) }).nullish(),
});
type Completion = z.infer<typeof completionSchema>;

const verdictForm = {
  type: "json_schema",
  json_schema: {
    name: "verdict",
    strict: true,
    schema: {
      type: "object",
      properties: { reasons: { type: "string" }, verdict: { type: "string" } },
      required: ["reasons", "verdict"],
      additionalProperties: false,
    },
  },
} as const;

const formOf = (mode: ReplyMode): object =>
  mode === "json_schema" ? { response_format: verdictForm } : mode === "json_object" ? { response_format: { type: "json_object" } } : {};

const failed = (reason: string, more: Partial<Extract<Outcome, { kind: "failed" }>> = {}): Outcome => ({
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
export const openAiProvider = (settings: OpenAiSettings, key: string | null, remembered: Remembered): Provider => {
  let mode = remembered.mode;
  let limitField: "max_tokens" | "max_completion_tokens" = "max_tokens";
  const url = `${settings.url.replace(/\/+$/, "")}/chat/completions`;

  const send = (asked: Asked, messages: ChatMessage[], as: ReplyMode): Promise<OutboundResponse> =>
    guardedFetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        "idempotency-key": `${asked.callId}-${asked.attempt}-${as}`,
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({
        model: settings.model,
        messages,
        temperature: settings.temperature,
        [limitField]: settings.maxTokens,
        stream: false,
        ...formOf(as),
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
    const plain = text.replaceAll(/\s+/g, " ").trim().slice(0, 300);
    return key === null ? plain : plain.replaceAll(key, "…");
  };

  const ask = async (asked: Asked): Promise<Outcome> => {
    for (const as of replyModes.slice(replyModes.indexOf(mode))) {
      const messages = buildPrompt(asked.question, asked.template, asked.shownOrder, as);
      let response: OutboundResponse;
      try {
        response = await send(asked, messages, as);
      } catch (error) {
        return fromError(error);
      }
      if (response.status >= 300) {
        const words = await wordsOf(response);
        if (response.status === 400 && limitField === "max_tokens" && words.includes("max_completion_tokens")) {
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
      return readAnswer(asked, response);
    }
    return failed("the server refuses every form of reply");
  };

  const readAnswer = async (asked: Asked, response: OutboundResponse): Promise<Outcome> => {
    let text: string;
    try {
      text = await readText(response);
    } catch (error) {
      return fromError(error);
    }
    const completion = parseCompletion(text);
    if (completion === null)
      return failed("the server's answer is not what a chat completion looks like", { mayBeBilled: true, retry: true });
    return toOutcome(settings, asked, completion);
  };

  return {
    ask,
    mostItCosts: (asked) =>
      mostItCosts(settings, buildPrompt(asked.question, asked.template, asked.shownOrder, "json_schema"), settings.maxTokens),
    orders: settings.orders,
    samples: settings.samples,
    concurrency: settings.concurrency,
    requestsPerMinute: settings.requestsPerMinute,
    attempts: settings.attempts,
    retrySeconds: settings.retrySeconds,
    timeoutSeconds: settings.timeoutSeconds,
    unknownOutcome: settings.unknownOutcome,
    honoursIdempotencyKeys: settings.honoursIdempotencyKeys,
  };
};

const parseCompletion = (text: string): Completion | null => {
  try {
    return completionSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null; // not JSON: cut off, or an error page with status 200
  }
};

const toOutcome = (settings: OpenAiSettings, asked: Asked, { choices, usage }: Completion): Outcome => {
  const [choice] = choices;
  const content = choice?.message.content ?? "";
  const reply = unwrapReply(content);
  const { kind, config, unitKey, item } = asked.question;
  const { shownOrder } = asked;
  const counted = usage ? { promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens } : null;
  const free = settings.promptPriceMicros === 0 && settings.completionPriceMicros === 0;
  const verdict = kind.judge.parse(config, reply, unitKey, shownOrder, item);
  const faults = verdict.ok
    ? [...kind.check(config, unitKey, verdict.response), ...kind.checkAgainst(config, unitKey, verdict.response, item)]
    : [verdict.reason];
  const cut = choice?.finish_reason === "length" ? `cut off at ${settings.maxTokens} tokens: ` : "";
  const refused = choice?.message.refusal ? `the model refused: ${choice.message.refusal.slice(0, 200)}` : null;
  const tokens = choice?.logprobs?.content?.map(({ token, top_logprobs: top }) => ({ token, top })) ?? null;
  const answered = verdict.ok && faults.length === 0;
  return {
    kind: "answered",
    response: answered ? verdict.response : null,
    reason: answered ? null : (refused ?? `${cut}${faults.join("; ")}`),
    reply: reply.slice(0, 100_000),
    usage: counted,
    billedMicros: counted ? priceOf(settings, counted) : free ? 0n : null,
    probabilities:
      answered && tokens
        ? readProbabilities(kind, { config, unitKey, shownOrder, item, question: asked.questionName }, content, tokens)
        : null,
  };
};

const neverSent = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "CERT_HAS_EXPIRED"]);

/** No answer at all, or one that broke off. What was refused here, or never reached the server, cost nothing. */
const fromError = (error: unknown): Outcome => {
  if (!(error instanceof AppError)) throw error;
  const cause = error.cause;
  const code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "";
  if (error.code === "refused") return failed(error.userMessage);
  return failed(error.userMessage, { mayBeBilled: !neverSent.has(code), retry: error.code === "unavailable" });
};

const fromStatus = (response: OutboundResponse, words: string): Outcome => {
  const { status } = response;
  const reason = `the server answered ${status}${words === "" ? "" : `: ${words}`}`;
  const after = retryAfterSeconds(response.headers["retry-after"], new Date());
  if (status === 429 || status === 408 || status >= 500) return failed(reason, { retry: true, retryAfterSeconds: after });
  return failed(reason, { endsAsk: status === 401 || status === 403 || status === 402 });
};
