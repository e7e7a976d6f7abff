import { isTunedModel, openTunedModel, readTunedModel } from "@/lib/onnx/encoders/tuned-model";
import { explainTexts } from "@/lib/onnx/lexical/explain-texts";
import { readLexicalFile } from "@/lib/onnx/lexical/model-file";
import { scoreTexts } from "@/lib/onnx/lexical/train-and-evaluate";
import { damaged, formatOf, HEAD_FORMAT, readHeadFile } from "./head-file";
import { scoreWithHead } from "./head-scoring";
import type { TunedModel } from "@/lib/onnx/encoders/tuned-model";
import type { ScoreExplanation } from "@/lib/ml/reward/explain-lexical";
import type { ResponseRow } from "@/lib/ml/reward/pairs";
import type { TextCache } from "@/lib/onnx/text-cache";
import type { TextEncoder } from "./feature-source";
import type { HeadFile } from "./head-file";

export interface ScoredRows {
  /** Higher is better, logits up to a constant a prompt. // [rows] */
  scores: number[];
  /** The same under each member of the ensemble; empty where there is none. // [rows][members] */
  members: number[][];
  /** Every aspect by name, for heads that have several. */
  aspects: Record<string, number[]>;
  /**
   * Of a preference that may run in circles: where each row lies, so that `preferenceLead` of two is the lead that their scores alone do not
   * tell. Null for models whose scores do. // [rows][1 + 2 planes]
   */
  coordinates: number[][] | null;
}

/** A trained model of either form, ready to score. */
export interface OpenModel {
  /** The text encoder that it needs; null for the built-in one. */
  encoder: { name: string; sha256: string } | null;
  score: (rows: readonly ResponseRow[], cache: TextCache, encoder: TextEncoder | null) => Promise<ScoredRows>;
  /** Why rows have their scores; null for models whose scores are no sum of named parts. */
  explain: ((rows: readonly ResponseRow[], cache: TextCache) => Promise<ScoreExplanation[]>) | null;
}

/** Opens a model's files. A damaged file is refused in words, here and not at the first score. */
export const openModel = async (file: Uint8Array, spread: Uint8Array | null): Promise<OpenModel> => {
  if (isTunedModel(file)) return openTuned(file, spread && readHeadFile(spread));
  const format = formatOf(file);
  if (format === null) throw damaged("it cannot be unpacked");
  const companion = spread && readHeadFile(spread);
  if (format !== HEAD_FORMAT) {
    const lexical = readLexical(file);
    return {
      encoder: null,
      explain: (rows, cache) => explainTexts(lexical, rows, cache),
      score: async (rows, cache) => {
        const beside = companion && (await scoreWithHead(companion, rows, cache, null));
        return {
          scores: Array.from(await scoreTexts(lexical, rows, cache)),
          members: byRow(beside?.members ?? [], rows.length),
          aspects: {},
          coordinates: null,
        };
      },
    };
  }
  const head = readHeadFile(file);
  return {
    encoder: head.source.kind === "lexical" ? null : { name: head.source.name, sha256: head.source.sha256 },
    explain: null,
    score: async (rows, cache, encoder) => {
      const { scores, outputs, members } = await scoreWithHead(head, rows, cache, encoder);
      const width = head.shape.outputs;
      const several = head.loss !== "preference" && head.aspects.length > 1 ? head.aspects : [];
      return {
        scores: Array.from(scores),
        members: byRow(members, rows.length),
        aspects: Object.fromEntries(several.map((name, aspect) => [name, rows.map((_, row) => outputs[row * width + aspect] ?? 0)])),
        coordinates:
          head.loss === "preference" ? rows.map((_, row) => coordinatesOf(head, outputs.subarray(row * width, (row + 1) * width))) : null,
      };
    },
  };
};

/** Outputs come divided by the temperature; those of a plane are multiplied with each other, and only their product is to be. */
const coordinatesOf = ({ temperature }: HeadFile, outputs: Float64Array): number[] =>
  Array.from(outputs, (value, place) => (place === 0 ? value : value * Math.sqrt(temperature)));

/** Uncertainty comes from the linear ensemble on the encoder as it was; it needs that encoder beside the tuned one. */
const openTuned = async (file: Uint8Array, companion: HeadFile | null): Promise<OpenModel> => {
  const scorer = await openTunedModel(await readTuned(file), {});
  return {
    encoder: companion?.source.kind === "text-encoder" ? { name: companion.source.name, sha256: companion.source.sha256 } : null,
    explain: null,
    score: async (rows, cache, encoder) => {
      const beside = companion && (await scoreWithHead(companion, rows, cache, encoder));
      const scores = Array.from(await scorer.score(rows));
      return { scores, members: byRow(beside?.members ?? [], rows.length), aspects: {}, coordinates: null };
    },
  };
};

/** What is said of a file's tensors names the place where it was unpacked, which nobody else has. */
const readTuned = async (file: Uint8Array): Promise<TunedModel> => {
  try {
    return await readTunedModel(file);
  } catch (cause) {
    throw Object.assign(damaged("its weights were cut or changed"), { cause });
  }
};

const readLexical = (file: Uint8Array): ReturnType<typeof readLexicalFile> => {
  try {
    return readLexicalFile(file);
  } catch (cause) {
    throw Object.assign(damaged("its parts are not those of a lexical model"), { cause });
  }
};

const byRow = (members: readonly Float64Array[], rows: number): number[][] =>
  Array.from({ length: rows }, (_, row) => members.map((scores) => scores[row] ?? 0));
