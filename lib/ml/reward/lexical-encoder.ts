import { countPrompt, fitBackground, rankWords, withoutPrompt } from "../text/background";
import {
  corpusFeatures,
  joinFeatures,
  PROMPT_COUNT,
  readPrompt,
  SURFACE_COUNT,
  surfaceFeatures,
  TEXT_COUNT,
  textFeatures,
} from "../text/surface-features";
import { readText } from "../text/text-facts";
import { fitTfidf, termPositions, transformTfidf } from "../text/tfidf";
import { readablePart, tokenise } from "../text/tokens";
import type { Background } from "../text/background";
import type { PromptFacts, SurfaceContext } from "../text/surface-features";
import type { TextFacts } from "../text/text-facts";
import type { SparseRow, TfidfModel } from "../text/tfidf";
import type { ResponseRow } from "./pairs";

/** Columns of the dense block: the surface features, then the prompt's that serve the trees alone. */
export const DENSE_COUNT = SURFACE_COUNT + PROMPT_COUNT;

/** What the lexical model learned from texts, without looking at any label. Plain data, so that it can be stored as JSON. */
export interface LexicalEncoder {
  tfidf: TfidfModel;
  texts: number;
  documentFrequency: [word: string, texts: number][];
  commonest: string[];
  background: {
    prompts: number;
    documentFrequency: [string, number][];
    fourGrams: [string, number][];
    contexts: [string, number][];
    lastCharacters: [string, number][];
  };
  featureNames: string[];
}

export interface EncodedRows {
  sparse: SparseRow[];
  /** // [rows, DENSE_COUNT] row-major */
  dense: Float32Array;
}

/** Compressed size of a text in bytes; see SurfaceContext. */
export type DeflatedBytes = (text: string) => number;

/** Fits vocabulary, document frequencies and background on the distinct rows of the training pairs. */
export const fitLexicalEncoder = (rows: readonly ResponseRow[]): LexicalEncoder => {
  const byPrompt = groupByPrompt(rows);
  const background = fitBackground([...byPrompt.values()].map((group) => group.map((row) => row.response)));
  const prompts = [...byPrompt.values()].flatMap((group) => group.slice(0, 1).map((row) => row.prompt));
  const texts = [...new Set([...prompts, ...rows.map((row) => row.response)])];
  const { documentFrequency, commonest } = rankWords(tokensOf(texts));
  const empty: SurfaceContext = { texts: 0, documentFrequency, commonest: new Set(), deflatedBytes: () => 0 };
  return {
    tfidf: fitTfidf(rows.map((row) => row.response)),
    texts: texts.length,
    documentFrequency: [...documentFrequency],
    commonest,
    background: {
      prompts: background.prompts,
      documentFrequency: [...background.documentFrequency],
      fourGrams: [...background.fourGrams],
      contexts: [...background.contexts],
      lastCharacters: [...background.lastCharacters],
    },
    featureNames: surfaceFeatures(empty, withoutPrompt(background, null), readPrompt(""), "").map(([name]) => name),
  };
};

/** The features of rows that depend on their texts alone, whatever encoder is fitted later. // [rows, TEXT_COUNT] row-major */
export const encodeTextFeatures = (rows: readonly ResponseRow[], deflatedBytes: DeflatedBytes): Float32Array => {
  const values = new Float32Array(rows.length * TEXT_COUNT);
  let prompt: PromptFacts | null = null;
  for (const [position, row] of rows.entries()) {
    if (prompt?.text !== row.prompt) prompt = readPrompt(row.prompt);
    const features = textFeatures(deflatedBytes, prompt, readText(row.response));
    values.set(
      features.map(([, value]) => value),
      position * TEXT_COUNT,
    );
  }
  return values;
};

/**
 * Encodes rows with a fitted encoder, given their text features (see `encodeTextFeatures`). `trainingResponses` names, for
 * prompts that the encoder was fitted on, the responses that it saw: the background leaves them out for rows of that prompt
 * (see Background). New prompts are simply absent from it.
 */
export const createRowEncoder = (
  encoder: LexicalEncoder,
  trainingResponses: ReadonlyMap<string, readonly string[]>,
): ((rows: readonly ResponseRow[], text: Float32Array) => EncodedRows) => {
  const positions = termPositions(encoder.tfidf);
  const background: Background = {
    prompts: encoder.background.prompts,
    documentFrequency: new Map(encoder.background.documentFrequency),
    fourGrams: new Map(encoder.background.fourGrams),
    contexts: new Map(encoder.background.contexts),
    lastCharacters: new Map(encoder.background.lastCharacters),
  };
  const context = { texts: encoder.texts, documentFrequency: new Map(encoder.documentFrequency), commonest: new Set(encoder.commonest) };
  return (rows, text) => {
    if (text.length !== rows.length * TEXT_COUNT) throw new RangeError(`text must be [${rows.length}, ${TEXT_COUNT}], has ${text.length}`);
    const dense = new Float32Array(rows.length * DENSE_COUNT);
    const position = new Map(rows.map((row, index) => [row, index]));
    for (const [promptId, group] of groupByPrompt(rows)) {
      const seen = trainingResponses.get(promptId);
      const view = withoutPrompt(background, seen ? countPrompt(seen) : null);
      let prompt: TextFacts | null = null;
      for (const row of group) {
        if (prompt?.text !== row.prompt) prompt = readText(row.prompt);
        const at = position.get(row) ?? 0;
        const corpus = corpusFeatures(context, view, prompt, readText(row.response)).map(([, value]) => value);
        dense.set(joinFeatures(text.subarray(at * TEXT_COUNT, (at + 1) * TEXT_COUNT), corpus), at * DENSE_COUNT);
      }
    }
    return { sparse: rows.map((row) => transformTfidf(encoder.tfidf, positions, row.response)), dense };
  };
};

/** One text after the other, so that the words of no more than one are in memory. */
function* tokensOf(texts: readonly string[]): Generator<string[]> {
  for (const text of texts) yield tokenise(readablePart(text));
}

/** The distinct responses of each prompt among `rows`, as much of each as is read. */
export const responsesByPrompt = (rows: readonly ResponseRow[]): Map<string, string[]> =>
  new Map([...groupByPrompt(rows)].map(([promptId, group]) => [promptId, group.map((row) => readablePart(row.response))]));

const groupByPrompt = (rows: readonly ResponseRow[]): Map<string, ResponseRow[]> => {
  const groups = new Map<string, ResponseRow[]>();
  for (const row of rows) {
    const group = groups.get(row.promptId);
    if (group) group.push(row);
    else groups.set(row.promptId, [row]);
  }
  return groups;
};
