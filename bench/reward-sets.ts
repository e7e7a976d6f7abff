import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { usablePairs } from "@/lib/ml/reward/pairs";
import type { LabelledPair } from "@/lib/ml/reward/pairs";

/**
 * The reference sets as judged pairs, in the way that is usual for each: the majority of people's choices; every pair of a
 * ranking; every two translations whose mean scores differ by at least one point. Ties and identical texts are left out.
 */

const rowSchema = z.object({
  prompt: z.union([z.string(), z.array(z.object({ content: z.string() }))]),
  responses: z.array(z.object({ text: z.string() })),
  labels: z.array(
    z.object({
      kind: z.string(),
      choice: z.union([z.number().int(), z.literal("tie")]).nullish(),
      pair: z.tuple([z.number().int(), z.number().int()]).nullish(),
      ranking: z.array(z.number().int()).nullish(),
      response: z.number().int().nullish(),
      score: z.number().nullish(),
    }),
  ),
  meta: z.object({ lang: z.string().optional(), root: z.string().optional() }).nullish(),
});
type Row = z.infer<typeof rowSchema>;

/** First is the better one with probability `pFirst`; positions in the row's responses. */
type Judgement = { first: number; second: number; pFirst: number };

interface ReferenceSet {
  name: string;
  folder: string;
  language: string | null;
  judgements: (row: Row) => Judgement[];
}

/** Points by which the mean scores of two translations must differ to be a preference. */
const LEAST_SCORE_GAP = 1;

const humanLabels = (row: Row): Row["labels"] => row.labels.filter((label) => label.kind === "human");

const byMajority = (row: Row): Judgement[] => {
  const votes = new Map<string, { first: number; second: number; forFirst: number; forSecond: number; ties: number }>();
  for (const { choice, pair } of humanLabels(row)) {
    if (choice === null || choice === undefined || (!pair && row.responses.length !== 2)) continue;
    const [first, second] = pair ?? [0, 1];
    const count = votes.get(`${first}-${second}`) ?? { first, second, forFirst: 0, forSecond: 0, ties: 0 };
    if (choice === first) count.forFirst += 1;
    else if (choice === second) count.forSecond += 1;
    else count.ties += 1;
    votes.set(`${first}-${second}`, count);
  }
  return [...votes.values()].map(({ first, second, forFirst, forSecond, ties }) => ({
    first,
    second,
    pFirst: forFirst > Math.max(forSecond, ties) ? 1 : forSecond > Math.max(forFirst, ties) ? 0 : 0.5,
  }));
};

const byRanking = (row: Row): Judgement[] =>
  humanLabels(row).flatMap(({ ranking }) =>
    (ranking ?? []).flatMap((better, place, order) => order.slice(place + 1).map((worse) => ordered(better, worse))),
  );

const byMeanScore = (row: Row): Judgement[] => {
  const scores = row.responses.map((_, response) =>
    humanLabels(row).flatMap((label) => (label.response === response && typeof label.score === "number" ? [label.score] : [])),
  );
  const means = scores.map((values) => (values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length));
  return means.flatMap((a, first) =>
    means.flatMap((b, second) =>
      second <= first || a === null || b === null || Math.abs(a - b) < LEAST_SCORE_GAP ? [] : [{ first, second, pFirst: a > b ? 1 : 0 }],
    ),
  );
};

/** In the order of the file: a list that puts the better one first would let a model learn the place instead of the text. */
const ordered = (better: number, worse: number): Judgement =>
  better < worse ? { first: better, second: worse, pFirst: 1 } : { first: worse, second: better, pFirst: 0 };

export const referenceSets: readonly ReferenceSet[] = [
  { name: "ukpconvarg1", folder: "ukpconvarg1", language: null, judgements: byMajority },
  { name: "pandalm", folder: "pandalm", language: null, judgements: byMajority },
  { name: "mqm:zh-en", folder: "mqm_sxs2023", language: "zh-en", judgements: byMeanScore },
  { name: "mqm:en-de", folder: "mqm_sxs2023", language: "en-de", judgements: byMeanScore },
  { name: "oasst:zh", folder: "oasst_rank", language: "zh", judgements: byRanking },
  { name: "oasst:en", folder: "oasst_rank", language: "en", judgements: byRanking },
  { name: "hh_rlhf_dual", folder: "hh_rlhf_dual", language: null, judgements: byMajority },
  { name: "llmbar", folder: "llmbar", language: null, judgements: byMajority },
  { name: "finegrained_qa", folder: "finegrained_qa", language: null, judgements: byMajority },
];

/** The set's pairs, or null where its file is absent. A conversation's prompts share the cluster of its first message. */
export const readReferenceSet = ({ folder, language, judgements }: ReferenceSet): LabelledPair[] | null => {
  const file = path.join(process.env.PLUMBLINE_DATA ?? path.resolve("../shared/data"), folder, "train.jsonl.gz");
  if (!existsSync(file)) return null;
  const pairs = gunzipSync(readFileSync(file))
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "")
    .flatMap((line) => {
      const row = rowSchema.parse(JSON.parse(line));
      if (language !== null && row.meta?.lang !== language) return [];
      const prompt = typeof row.prompt === "string" ? row.prompt : row.prompt.map((message) => message.content).join("\n");
      const promptId = row.meta?.root ?? prompt;
      return judgements(row).flatMap(({ first, second, pFirst }): LabelledPair[] => {
        const [a, b] = [row.responses[first], row.responses[second]];
        return a && b ? [{ promptId, prompt, first: a.text, second: b.text, pFirst, weight: 1 }] : [];
      });
    });
  return usablePairs(pairs).pairs;
};
