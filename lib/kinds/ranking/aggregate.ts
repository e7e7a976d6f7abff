import { z } from "zod";
import type { ConsensusValue, KindAggregator, PreferenceOutcome, TaskAnswers, UnitConsensus } from "@/lib/kinds/contract";
import { writeOrder } from "@/lib/kinds/ranking/notation";
import type { RankingResponse } from "@/lib/kinds/ranking/schema";
import type { Estimate } from "@/lib/ml/estimate";
import { kendallDistance } from "@/lib/ml/ranking/kendall";
import { fitPlackettLuce, pairProbabilities, plackettLuceInformation } from "@/lib/ml/ranking/plackett-luce";
import type { Ranking } from "@/lib/ml/ranking/plackett-luce";
import { worthPosterior } from "@/lib/ml/ranking/worth-posterior";

const notRankable = "not-rankable";

/** What an item's rankings come to. */
const detailSchema = z.object({
  /** consensus order, best first; tied where a tie is likelier than the lead of one over the other */
  groups: z.array(z.array(z.number().int())),
  /** by worth, highest first: log-worth with its standard deviation, and the probability of being the best */
  order: z.array(z.object({ ordinal: z.number().int(), worth: z.number(), deviation: z.number(), pBest: z.number() })),
  /** probability that the first is worth more than the second, for the responses of `order`; [n, n] row-major */
  pAbove: z.array(z.number()),
  /** answers that said why the item cannot be ranked */
  notRankable: z.number().int(),
  /** how often each response was flagged, by ordinal and flag */
  flags: z.record(z.string(), z.record(z.string(), z.number())),
});
export type RankingDetail = z.infer<typeof detailSchema>;

type Local = { ordinals: number[]; rankings: Ranking[]; offset: number };

/** The responses that anybody ranked, and the rankings over their positions. */
const localise = (task: TaskAnswers<RankingResponse>, offset: number): Local => {
  const ranked = task.answers.map(({ response }) => response.groups).filter((groups) => groups.length > 0);
  const ordinals = [...new Set(ranked.flat(2))].sort((a, b) => a - b);
  const position = new Map(ordinals.map((ordinal, index) => [ordinal, index]));
  return { ordinals, offset, rankings: ranked.map((groups) => groups.map((group) => group.map((ordinal) => position.get(ordinal) ?? 0))) };
};

/**
 * Plackett–Luce with ties over all items at once: each response has its own worth, the prevalence of ties is shared. The
 * posterior of an item is P(best) of each response. Reliability is the mean over items of 1 − Kendall distance to each of the
 * others who ranked the item: 1 is the same order, ½ an order that has nothing to do with theirs.
 */
export const aggregateRankings: KindAggregator<RankingResponse> = ({ tasks, annotators, seed }) => {
  let items = 0;
  const locals = tasks.map((task) => {
    const local = localise(task, items);
    items += local.ordinals.length;
    return local;
  });
  const shift = ({ rankings, offset }: Local): Ranking[] =>
    rankings.map((ranking) => ranking.map((group) => group.map((item) => item + offset)));
  const fit = fitPlackettLuce(items, locals.flatMap(shift));
  const consensus = tasks.map((task, index) => {
    const local = locals[index];
    if (!local) throw new RangeError("tasks: one is missing");
    const worths = fit.worths.slice(local.offset, local.offset + local.ordinals.length);
    return consensusOf(task, local, { worths, tieLogits: fit.tieLogits, seed });
  });
  return { consensus, reliability: reliabilityOf(tasks, annotators), converged: fit.converged, iterations: fit.iterations };
};

type LocalFit = { worths: Float64Array; tieLogits: Float64Array; seed: number };

const consensusOf = (task: TaskAnswers<RankingResponse>, local: Local, { worths, tieLogits, seed }: LocalFit): ConsensusValue => {
  const labels = task.answers.length;
  const unable = task.answers.filter(({ response }) => response.notRankable !== undefined).length;
  const posterior = worthPosterior(worths, plackettLuceInformation(local.rankings, worths, tieLogits), { draws: 1000, seed });
  const byWorth = local.ordinals.map((_, index) => index).sort((a, b) => (worths[b] ?? 0) - (worths[a] ?? 0) || a - b);
  const groups = groupByTies(byWorth, worths, tieLogits).map((group) => group.map((index) => local.ordinals[index] ?? 0));
  const detail: RankingDetail = {
    groups,
    order: byWorth.map((index) => ({
      ordinal: local.ordinals[index] ?? 0,
      worth: worths[index] ?? 0,
      deviation: posterior.deviation[index] ?? 0,
      pBest: posterior.pBest[index] ?? 0,
    })),
    pAbove: byWorth.flatMap((first) => byWorth.map((second) => posterior.pAbove[first * local.ordinals.length + second] ?? 0.5)),
    notRankable: unable,
    flags: countFlags(task),
  };
  if (unable * 2 > labels || groups.length === 0)
    return { choice: notRankable, posterior: {}, pChoice: labels === 0 ? null : unable / labels, labels, strength: null, detail };
  const best = new Set(groups[0]);
  return {
    choice: writeOrder(groups, String),
    posterior: Object.fromEntries(local.ordinals.map((ordinal, index) => [String(ordinal), posterior.pBest[index] ?? 0])),
    // Nobody can be sure of a whole order; what is asked of it first is whether its head is right.
    pChoice: detail.order.reduce((sum, { ordinal, pBest }) => sum + (best.has(ordinal) ? pBest : 0), 0),
    labels,
    strength: null,
    detail,
  };
};

/**
 * The order that is expected to be nearest to one more annotator's by Kendall distance: two responses are tied where a tie is at
 * least as probable as the lead of the better one, P(tie) ≥ P(ahead) − P(behind).
 */
const groupByTies = (byWorth: number[], worths: Float64Array, tieLogits: Float64Array): number[][] => {
  const groups: number[][] = [];
  for (const item of byWorth) {
    const group = groups.at(-1);
    const head = group?.[0];
    const { ahead, tie, behind } =
      head === undefined ? { ahead: 1, tie: 0, behind: 0 } : pairProbabilities(worths[head] ?? 0, worths[item] ?? 0, tieLogits);
    if (group && tie >= ahead - behind - 1e-6) group.push(item);
    else groups.push([item]);
  }
  return groups;
};

const countFlags = (task: TaskAnswers<RankingResponse>): RankingDetail["flags"] => {
  const counts: RankingDetail["flags"] = {};
  for (const { response } of task.answers) {
    for (const [ordinal, names] of Object.entries(response.flags ?? {})) {
      const own = (counts[ordinal] ??= {});
      for (const name of names) own[name] = (own[name] ?? 0) + 1;
    }
  }
  return counts;
};

/** Mean with its normal interval over the items that the annotator shares with others. */
const reliabilityOf = (tasks: TaskAnswers<RankingResponse>[], annotators: number): Estimate[] => {
  const shares = Array.from({ length: annotators }, (): number[] => []);
  for (const { answers } of tasks) {
    for (const one of answers) {
      const near = answers.flatMap((other) => {
        const distance = other === one ? null : kendallDistance(one.response.groups, other.response.groups);
        return distance === null ? [] : [1 - distance];
      });
      if (near.length > 0) shares[one.annotator]?.push(near.reduce((sum, value) => sum + value, 0) / near.length);
    }
  }
  return shares.map((values): Estimate => {
    const n = values.length;
    if (n === 0) return { value: null, reason: "Nobody else ranked the same responses." };
    const value = values.reduce((sum, share) => sum + share, 0) / n;
    if (n === 1) return { value, ci: null, n };
    const error = Math.sqrt(values.reduce((sum, share) => sum + (share - value) ** 2, 0) / (n - 1) / n);
    return { value, ci: [Math.max(0, value - 1.96 * error), Math.min(1, value + 1.96 * error)], n };
  });
};

/**
 * Every pair of ranked responses in the consensus order. The margin is P(ahead) − P(behind) of one more annotator who does not
 * tie them, tanh(Δ/2) of the difference of log-worths. A ranking of n is n − 1 choices, so its n(n − 1)/2 pairs weigh 2/n each:
 * long rankings do not drown the short ones.
 */
export const rankingPreferences = (units: UnitConsensus[]): PreferenceOutcome[] =>
  units.flatMap(({ unitKey, part, consensus }): PreferenceOutcome[] => {
    const detail = detailSchema.parse(consensus.detail);
    if (consensus.choice === notRankable) return [{ unitKey, part, none: notRankable }];
    const { order, pAbove } = detail;
    const groupOf = new Map(detail.groups.flatMap((group, place) => group.map((ordinal): [number, number] => [ordinal, place])));
    return order.flatMap((better, i) =>
      order.slice(i + 1).map((worse, after): PreferenceOutcome => {
        if (groupOf.get(better.ordinal) === groupOf.get(worse.ordinal))
          return { unitKey, part, none: "tie", between: [better.ordinal, worse.ordinal] };
        return {
          unitKey,
          part,
          example: {
            chosen: { ordinal: better.ordinal },
            rejected: { ordinal: worse.ordinal },
            margin: Math.tanh((better.worth - worse.worth) / 2),
            weight: 2 / order.length,
            pChosen: pAbove[i * order.length + i + 1 + after] ?? 0.5,
          },
        };
      }),
    );
  });
