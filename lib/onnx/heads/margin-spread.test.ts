import { expect, it } from "vitest";
import { createRandom } from "@/lib/ml/random/random";
import { sigmoid } from "@/lib/ml/math/special";
import { createReader } from "@/lib/onnx/lexical/read-rows";
import { noCache } from "@/lib/onnx/text-cache";
import { spreadOf } from "@/lib/reward-models/spread";
import { encodeFeatures, fitFeatures } from "./feature-source";
import { scoreWithHead } from "./head-scoring";
import { trainHead } from "./train-head";
import type { TrainingExamples } from "@/lib/ml/reward/examples";
import type { TextEncoder } from "./feature-source";

const OPTIONS = {
  targets: "hard",
  margin: 0,
  smoothing: 0,
  gapWeights: false,
  planes: 1,
  hidden: 1,
  rank: 1,
  penalty: 2,
  ensemble: 20,
} as const;

/**
 * Labels drawn from a known reward, more columns than labels can tell apart: how often ŷ ± 1.645 deviations hold the true lead. Resamples
 * of the training held it for 20 to 45 of 100 here, since the penalty leaves all of them at nothing where the labels say nothing.
 */
it.each([
  { columns: 8, pairs: 100, spread: 2, penalty: 2 },
  { columns: 32, pairs: 200, spread: 2, penalty: 2 },
  // A penalty that takes most of every lead, and one that takes nothing.
  { columns: 32, pairs: 200, spread: 2, penalty: 50 },
  { columns: 32, pairs: 200, spread: 0.5, penalty: 0.1 },
  { columns: 96, pairs: 60, spread: 2, penalty: 2 },
])(
  "holds the true lead of $columns columns and $pairs pairs that spread by $spread, under a penalty of $penalty, about as often as it says",
  { timeout: 60_000 },
  async ({ columns, pairs, spread, penalty }) => {
    const encoder: TextEncoder = {
      name: "numbers",
      sha256: "0",
      width: columns,
      encode: (rows) => Promise.resolve(Float32Array.from(rows.flatMap(({ response }) => response.split(" ").map(Number)))),
    };
    const held = { labelled: 0, fresh: 0 };
    const repeats = 8;
    for (let seed = 1; seed <= repeats; seed += 1) {
      const random = createRandom(seed);
      const truth = Array.from({ length: columns }, () => (spread * random.normal()) / Math.sqrt(2 * columns));
      const draw = (count: number): { rows: TrainingExamples["rows"]; leads: number[] } => {
        const rows = Array.from({ length: 2 * count }, (_, row) => ({
          promptId: `p${Math.floor(row / 2)}`,
          prompt: "",
          response: truth.map(() => random.normal().toFixed(4)).join(" "),
        }));
        const rewards = rows.map(({ response }) => response.split(" ").reduce((sum, value, k) => sum + Number(value) * (truth[k] ?? 0), 0));
        return { rows, leads: Array.from({ length: count }, (_, pair) => (rewards[2 * pair] ?? 0) - (rewards[2 * pair + 1] ?? 0)) };
      };
      const [seen, fresh] = [draw(pairs), draw(200)];
      const trained = await trainHead({
        examples: {
          rows: seen.rows,
          aspects: ["overall"],
          comparisons: seen.leads.map((lead, pair) => ({
            ...{ first: 2 * pair, second: 2 * pair + 1, aspect: 0, pTie: 0, strength: null, weight: 1 },
            pFirst: random.uniform() < sigmoid(lead) ? 1 : 0,
          })),
          rankings: [],
          ratings: [],
        },
        settings: { head: "linear", loss: "bradley-terry", options: { ...OPTIONS, penalty }, folds: 5, seed, threads: 1, provider: "cpu" },
        read: createReader(noCache),
        encoder,
        resume: null,
        onState: () => undefined,
        onProgress: () => undefined,
      });
      const share = (leads: number[], within: (lead: number, pair: number) => boolean): number =>
        leads.filter(within).length / leads.length / repeats;
      held.labelled += share(
        seen.leads,
        (lead, pair) => Math.abs(lead - (trained.outOfFold?.[pair] ?? 0)) <= 1.645 * (trained.deviation?.[pair] ?? 0),
      );
      const { scores, members } = await scoreWithHead(trained.file, fresh.rows, noCache, encoder);
      const leadIn = (of: Float64Array, pair: number): number => (of[2 * pair] ?? 0) - (of[2 * pair + 1] ?? 0);
      held.fresh += share(
        fresh.leads,
        (lead, pair) => Math.abs(lead - leadIn(scores, pair)) <= 1.645 * spreadOf(members.map((of) => leadIn(of, pair))),
      );
    }
    expect(held.labelled).toBeGreaterThan(0.8);
    expect(held.fresh).toBeGreaterThan(0.8);
    expect(held.labelled).toBeLessThan(0.99);
    expect(held.fresh).toBeLessThan(0.99);
  },
);

/** Texts of words as frequent as words are, and leads of which n-grams tell half. Resamples of the training held 22 to 30 of 100 here. */
it.each([
  { pairs: 100, spread: 2 },
  { pairs: 200, spread: 1 },
])(
  "holds the true lead of words, $pairs pairs that spread by $spread, seldom less often than it says",
  { timeout: 60_000 },
  async ({ pairs, spread }) => {
    const repeats = 4;
    const held = { labelled: 0, fresh: 0 };
    for (let seed = 1; seed <= repeats; seed += 1) {
      const random = createRandom(seed * 77);
      const word = (): string => `w${Math.floor(3 * 400 ** random.uniform()).toString(36)}x`;
      const rowsOf = (count: number, from: number): TrainingExamples["rows"] =>
        Array.from({ length: 2 * count }, (_, row) => ({
          promptId: `p${from + Math.floor(row / 2)}`,
          prompt: `say ${word()}`,
          response: `${Array.from({ length: 15 + random.integer(60) }, word).join(" ")}.`,
        }));
      const [seen, fresh] = [rowsOf(pairs, 0), rowsOf(200, pairs)];
      const { source, features } = await fitFeatures(seen, createReader(noCache), null);
      const weights = {
        dense: Array.from({ length: features.dimensions }, () => random.normal()),
        terms: Array.from({ length: features.sparse?.terms ?? 0 }, () => random.normal()),
      };
      const difference = (of: (row: number) => number): number[] =>
        Array.from({ length: 300 }, (_, pair) => of(2 * pair) - of(2 * pair + 1));
      const kinds = (of: typeof features): { named: number[]; words: number[] } => ({
        named: difference((row) => weights.dense.reduce((sum, weight, k) => sum + weight * (of.dense[row * of.dimensions + k] ?? 0), 0)),
        words: difference((row) =>
          (of.sparse?.rows[row]?.index ?? []).reduce(
            (sum, term, k) => sum + (weights.terms[term] ?? 0) * (of.sparse?.rows[row]?.value[k] ?? 0),
            0,
          ),
        ),
      });
      const known = kinds(features);
      const size = (values: number[]): number => Math.sqrt(values.slice(0, pairs).reduce((sum, value) => sum + value ** 2, 0) / pairs);
      const leadsOf = ({ named, words }: typeof known, count: number): number[] =>
        Array.from(
          { length: count },
          (_, pair) => spread * Math.SQRT1_2 * ((named[pair] ?? 0) / size(known.named) + (words[pair] ?? 0) / size(known.words)),
        );
      const leads = leadsOf(known, pairs);
      const trained = await trainHead({
        examples: {
          rows: seen,
          aspects: ["overall"],
          comparisons: leads.map((lead, pair) => ({
            ...{ first: 2 * pair, second: 2 * pair + 1, aspect: 0, pTie: 0, strength: null, weight: 1 },
            pFirst: random.uniform() < sigmoid(lead) ? 1 : 0,
          })),
          rankings: [],
          ratings: [],
        },
        settings: { head: "linear", loss: "bradley-terry", options: OPTIONS, folds: 5, seed, threads: 1, provider: "cpu" },
        read: createReader(noCache),
        encoder: null,
        resume: null,
        onState: () => undefined,
        onProgress: () => undefined,
      });
      const share = (of: number[], within: (lead: number, pair: number) => boolean): number =>
        of.filter(within).length / of.length / repeats;
      held.labelled += share(
        leads,
        (lead, pair) => Math.abs(lead - (trained.outOfFold?.[pair] ?? 0)) <= 1.645 * (trained.deviation?.[pair] ?? 0),
      );
      const { scores, members } = await scoreWithHead(trained.file, fresh, noCache, null);
      const leadIn = (of: Float64Array, pair: number): number => (of[2 * pair] ?? 0) - (of[2 * pair + 1] ?? 0);
      held.fresh += share(
        leadsOf(kinds(await encodeFeatures(source, fresh, noCache, null)), 200),
        (lead, pair) => Math.abs(lead - leadIn(scores, pair)) <= 1.645 * spreadOf(members.map((of) => leadIn(of, pair))),
      );
    }
    expect(held.labelled).toBeGreaterThan(0.8);
    expect(held.fresh).toBeGreaterThan(0.8);
  },
);
