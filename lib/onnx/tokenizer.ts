import { Tokenizer } from "@huggingface/tokenizers";
import { z } from "zod";
import { AppError } from "@/lib/errors";

/** Texts as token numbers, by the `tokenizer.json` of an encoder's folder. */

/** One input of an encoder. All three are of one length. */
export interface TokenRow {
  ids: number[];
  /** 1 for the second text of a pair. */
  segments: number[];
  /** 1 for the tokens that are averaged: all of a single text, as sentence encoders were trained; the second text of a pair. */
  marked: number[];
}

export interface TextTokenizer {
  /** Marker, text, marker. // at most `limit` tokens: the end is cut */
  text: (text: string, limit: number) => TokenRow;
  /**
   * Marker, first, marker, second, marker. Where both do not fit, the second keeps its beginning and the first its end: of a long
   * conversation the last turns say most about the answer. Each is sure of half the room.
   */
  pair: (first: string, second: string, limit: number) => TokenRow;
  /** The highest number that it gives a token: an encoder needs a vector for it. */
  highest: number;
}

const tokenizerSchema = z.looseObject({
  model: z.looseObject({ type: z.string() }),
  added_tokens: z.array(z.unknown()).optional(),
  normalizer: z.unknown(),
});

export const openTokenizer = (json: unknown, file: string): TextTokenizer => {
  const parsed = tokenizerSchema.safeParse(json);
  if (!parsed.success) throw unusable(file, "it is not the description of a tokenizer");
  try {
    const tokenizer = new Tokenizer(parsed.data, {});
    const prepare = prepareFor(parsed.data);
    const plain = (text: string): number[] => tokenizer.encode(prepare(text), { add_special_tokens: false }).ids;
    let highest = 0;
    for (const id of tokenizer.get_vocab().values()) highest = Math.max(highest, id);
    return { ...build(plain, readTemplate(tokenizer, plain, file)), highest };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw unusable(file, cause instanceof Error ? cause.message : String(cause), cause);
  }
};

const bertSchema = z.object({ type: z.literal("BertNormalizer"), handle_chinese_chars: z.unknown(), lowercase: z.unknown() });

/**
 * What the library does otherwise than the tokenizers that encoders were trained with, put right before it: half of a pair of
 * surrogates is no character; rare Han characters, which take such a pair, are words of their own as the others are; and a Σ at the
 * end of a word becomes the same letter as elsewhere. The programs of a bundle do the same (bundle-tuned-snippets.ts).
 */
const prepareFor = (json: z.output<typeof tokenizerSchema>): ((text: string) => string) => {
  const bert = bertSchema.safeParse(json.normalizer).data;
  return (text) => {
    const whole = text.replaceAll(/\p{Surrogate}/gu, "\uFFFD");
    const spaced = bert?.handle_chinese_chars ? whole.replaceAll(/[\u{20000}-\u{2CEAF}\u{2F800}-\u{2FA1F}]/gu, " $& ") : whole;
    return bert?.lowercase ? spaced.replaceAll("Σ", "σ") : spaced;
  };
};

/** The markers around and between texts. */
interface Template {
  before: number[];
  between: number[];
  after: number[];
}

const PROBE = "a";

/** The library cannot cut a text to a length, so we place its markers ourselves; it shows them on one-letter texts. */
const readTemplate = (tokenizer: Tokenizer, plain: (text: string) => number[], file: string): Template => {
  const probe = plain(PROBE);
  const single = tokenizer.encode(PROBE).ids;
  const pair = tokenizer.encode(PROBE, { text_pair: PROBE }).ids;
  const start = probe.length === 0 ? -1 : single.findIndex((_, at) => probe.every((id, k) => single[at + k] === id));
  if (start < 0) throw unusable(file, "it loses plain letters");
  const before = single.slice(0, start);
  const after = single.slice(start + probe.length);
  const between = pair.slice(start + probe.length, pair.length - after.length - probe.length);
  return { before, between, after };
};

/** More letters than a token has: what lies further off is cut away anyway, and a megabyte need not be split into tokens first. */
const LETTERS = 64;

/** In characters and not in UTF-16 units, so that no pair is cut in two, and other languages cut at the same place. */
const firstLetters = (text: string, count: number): string => [...text.slice(0, 2 * count)].slice(0, count).join("");
const lastLetters = (text: string, count: number): string => [...text.slice(-2 * count)].slice(-count).join("");

const build = (plain: (text: string) => number[], { before, between, after }: Template): Pick<TextTokenizer, "text" | "pair"> => {
  const assemble = (first: readonly number[] | null, second: readonly number[]): TokenRow => {
    const head = first === null ? before : [...before, ...first, ...between];
    const segment = first === null ? 0 : 1;
    return {
      ids: [...head, ...second, ...after],
      segments: [...head.map(() => 0), ...second.map(() => segment), ...after.map(() => segment)],
      marked: [...head.map(() => 1 - segment), ...second.map(() => 1), ...after.map(() => 1)],
    };
  };
  return {
    text: (text, limit) =>
      assemble(null, plain(firstLetters(text, limit * LETTERS)).slice(0, Math.max(limit - before.length - after.length, 0))),
    pair: (first, second, limit) => {
      const room = Math.max(limit - before.length - between.length - after.length, 0);
      const [one, two] = [plain(lastLetters(first, limit * LETTERS)), plain(firstLetters(second, limit * LETTERS))];
      const forTwo = Math.min(two.length, Math.max(room - one.length, Math.ceil(room / 2)));
      const forOne = Math.min(one.length, room - forTwo);
      return assemble(one.slice(one.length - forOne), two.slice(0, forTwo));
    },
  };
};

const unusable = (file: string, reason: string, cause?: unknown): AppError =>
  new AppError("refused", { userMessage: `${file} cannot be used: ${reason}.`, cause });
