import { codePoints, readablePart, tokenise } from "./tokens";

/**
 * What the responses of a project look like in general: in how many prompts each word occurs, and a language model of four
 * characters. Rarity against this background tells degenerate text from ordinary text.
 *
 * The background of a training row must not contain the row's own prompt: its other responses share words with it, so rarity
 * would mean "unlike its siblings" in training and something else later. `withoutPrompt` takes one prompt out.
 */
export interface Background {
  /** Prompts whose responses were counted. */
  prompts: number;
  /** Number of prompts any of whose responses contains the word. */
  documentFrequency: Map<string, number>;
  /** Occurrences of four characters in a row, and of the three that precede the last. */
  fourGrams: Map<string, number>;
  contexts: Map<string, number>;
  /** How often each character came last in a 4-gram: their number is the alphabet of the language model. */
  lastCharacters: Map<string, number>;
}

const LANGUAGE_MODEL_TOKENS = 400;
const ADDED_COUNT = 0.1;

/** Counts the distinct responses of each prompt. */
export const fitBackground = (responsesByPrompt: Iterable<readonly string[]>): Background => {
  const total = emptyBackground();
  for (const responses of responsesByPrompt) addInto(total, countPrompt(responses));
  return total;
};

/** The counts of a single prompt, as `withoutPrompt` wants them. */
export const countPrompt = (responses: readonly string[]): Background => {
  const own = emptyBackground();
  own.prompts = 1;
  for (const response of new Set(responses)) {
    const tokens = tokenise(readablePart(response));
    for (const word of tokens) own.documentFrequency.set(word, 1);
    eachCharacterGram(tokens, (gram, context, last) => {
      increment(own.fourGrams, gram, 1);
      increment(own.contexts, context, 1);
      increment(own.lastCharacters, last, 1);
    });
  }
  return own;
};

/** A view of the background as a text of one prompt may see it. `own` null: the prompt is new, nothing is taken out. */
export const withoutPrompt = (all: Background, own: Background | null): BackgroundView => {
  const gone = own ? [...own.lastCharacters].filter(([character, count]) => all.lastCharacters.get(character) === count).length : 0;
  return {
    prompts: all.prompts - (own?.prompts ?? 0),
    alphabet: all.lastCharacters.size - gone,
    documentFrequency: (word) => (all.documentFrequency.get(word) ?? 0) - (own?.documentFrequency.get(word) ?? 0),
    fourGrams: (gram) => (all.fourGrams.get(gram) ?? 0) - (own?.fourGrams.get(gram) ?? 0),
    contexts: (context) => (all.contexts.get(context) ?? 0) - (own?.contexts.get(context) ?? 0),
  };
};

export interface BackgroundView {
  prompts: number;
  alphabet: number;
  documentFrequency(word: string): number;
  fourGrams(gram: string): number;
  contexts(context: string): number;
}

/** Surprise in nats at each character of the text's first 400 tokens: −ln((c₄ + .1) / (c₃ + .1 V)). */
export const characterSurprise = (view: BackgroundView, tokens: readonly string[]): number[] => {
  const surprises: number[] = [];
  const added = ADDED_COUNT * Math.max(view.alphabet, 1);
  eachCharacterGram(tokens, (gram, context) => {
    surprises.push(-Math.log((view.fourGrams(gram) + ADDED_COUNT) / (view.contexts(context) + added)));
  });
  return surprises;
};

/** Cut out of the text, not put together from its characters: a long answer has thousands. */
const eachCharacterGram = (tokens: readonly string[], visit: (gram: string, context: string, last: string) => void): void => {
  const text = ` ${tokens.slice(0, LANGUAGE_MODEL_TOKENS).join(" ")} `;
  const starts = [0];
  for (const character of codePoints(text)) starts.push((starts.at(-1) ?? 0) + character.length);
  for (let from = 0; from + 4 < starts.length; from += 1) {
    const [start, last, end] = [starts[from] ?? 0, starts[from + 3] ?? 0, starts[from + 4] ?? 0];
    visit(text.slice(start, end), text.slice(start, last), text.slice(last, end));
  }
};

const emptyBackground = (): Background => ({
  prompts: 0,
  documentFrequency: new Map(),
  fourGrams: new Map(),
  contexts: new Map(),
  lastCharacters: new Map(),
});

const addInto = (total: Background, part: Background): void => {
  total.prompts += part.prompts;
  for (const [word, count] of part.documentFrequency) increment(total.documentFrequency, word, count);
  for (const [gram, count] of part.fourGrams) increment(total.fourGrams, gram, count);
  for (const [context, count] of part.contexts) increment(total.contexts, context, count);
  for (const [character, count] of part.lastCharacters) increment(total.lastCharacters, character, count);
};

const increment = (counts: Map<string, number>, key: string, by: number): void => {
  counts.set(key, (counts.get(key) ?? 0) + by);
};

/** Words of a set of texts in the order of how many of them they occur in; ties in code-unit order. One text is held at a time. */
export const rankWords = (texts: Iterable<readonly string[]>): { documentFrequency: Map<string, number>; commonest: string[] } => {
  const documentFrequency = new Map<string, number>();
  for (const tokens of texts) for (const word of new Set(tokens)) increment(documentFrequency, word, 1);
  const commonest = [...documentFrequency]
    .sort(([a, dfA], [b, dfB]) => dfB - dfA || (a < b ? -1 : 1))
    .slice(0, 100)
    .map(([word]) => word);
  return { documentFrequency, commonest };
};
