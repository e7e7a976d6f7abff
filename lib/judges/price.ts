import type { ChatMessage } from "@/lib/kinds/contract";

/** Micro-dollars for a million tokens. */
export type TokenPrices = { promptPriceMicros: number; completionPriceMicros: number };

export type Usage = { promptTokens: number; completionTokens: number };

const perMillion = 1_000_000n;

/** What tokens cost, rounded up to the next whole micro-dollar once, over both kinds together. */
export const priceOf = ({ promptPriceMicros, completionPriceMicros }: TokenPrices, { promptTokens, completionTokens }: Usage): bigint => {
  const exact = BigInt(promptTokens) * BigInt(promptPriceMicros) + BigInt(completionTokens) * BigInt(completionPriceMicros);
  return (exact + perMillion - 1n) / perMillion;
};

// Chat templates put a few tokens around each message and before the answer, and some servers write the form of the reply
// into the prompt; these are more than any known one does.
const tokensAroundMessage = 16;
const tokensAroundChat = 512;

/** More tokens than a prompt can have: a token stands for at least one byte. */
export const mostPromptTokens = (messages: readonly ChatMessage[]): number =>
  messages.reduce(
    (sum, { role, content }) => sum + Buffer.byteLength(role) + Buffer.byteLength(content) + tokensAroundMessage,
    tokensAroundChat,
  );

/** What a call can cost at the most: what is promised before it is made. */
export const mostItCosts = (prices: TokenPrices, messages: readonly ChatMessage[], maxTokens: number): bigint =>
  priceOf(prices, { promptTokens: mostPromptTokens(messages), completionTokens: maxTokens });
