import type { Comparison, KindDefinition, KindItem, NormalForm } from "@/lib/kinds/contract";
import { aggregateRankings, rankingPreferences } from "@/lib/kinds/ranking/aggregate";
import { rankingFixtures } from "@/lib/kinds/ranking/fixtures";
import { rankingGuide } from "@/lib/kinds/ranking/guide";
import { learnRanking, readImportedLabel, writeImportedLabel } from "@/lib/kinds/ranking/import-label";
import { fromScores, judgePrompt, parseVerdict } from "@/lib/kinds/ranking/judge";
import { placeOf, writeOrder } from "@/lib/kinds/ranking/notation";
import { rankingConfigSchema, rankingResponseSchema, wholeItem } from "@/lib/kinds/ranking/schema";
import type { RankingConfig, RankingResponse } from "@/lib/kinds/ranking/schema";
import { expectedKendallDistance, kendallDistance } from "@/lib/ml/ranking/kendall";

const mostResponses = 10;

/** Reasons against an answer, in the annotator's words. */
const checkRanking = (config: RankingConfig, _unitKey: string, response: RankingResponse): string[] => {
  const { groups, unranked, notRankable, flags } = response;
  const ranked = groups.flat();
  if (new Set([...ranked, ...unranked]).size !== ranked.length + unranked.length) return ["A response stands in two places."];
  const known = new Set(config.flags.map((flag) => flag.name));
  const unknown = Object.values(flags ?? {})
    .flat()
    .find((name) => !known.has(name));
  if (unknown !== undefined) return [`This campaign has no flag “${unknown}”.`];
  if (notRankable !== undefined) {
    if (config.notRankableReasons.length === 0) return ["This campaign asks for an order of every item."];
    return ranked.length > 0 ? ["An item that cannot be ranked has no order: take the responses off their places."] : [];
  }
  if (ranked.length < 2) return ["Put the responses in order, best first."];
  if (!config.allowTies && groups.some((group) => group.length > 1)) return ["This campaign does not offer ties."];
  if (!config.allowPartial && unranked.length > 0)
    return [unranked.length === 1 ? "One response is not placed yet." : `${unranked.length} responses are not placed yet.`];
  return [];
};

/** Ordinals of the answer must be those of the item. */
const checkOrdinals = (response: RankingResponse, item: KindItem): string[] => {
  const named = new Set([...response.groups.flat(), ...response.unranked]);
  const outside = [...named].find((ordinal) => ordinal >= item.candidates.length);
  if (outside !== undefined) return [`The answer names response ${outside + 1}, and the item has ${item.candidates.length}.`];
  return named.size < item.candidates.length ? ["The answer says nothing of one response: place it, or leave it out."] : [];
};

const comparisonsOf = (question: string, groups: RankingResponse["groups"]): Comparison[] => {
  const placed = groups.flatMap((group, place) => group.map((ordinal) => ({ ordinal, place }))).sort((a, b) => a.ordinal - b.ordinal);
  return placed.flatMap((a, index) =>
    placed.slice(index + 1).map((b) => ({
      form: "comparison",
      question,
      part: "",
      first: a.ordinal,
      second: b.ordinal,
      outcome: a.place === b.place ? "tie" : a.place < b.place ? "first" : "second",
      strength: null,
    })),
  );
};

const normaliseRanking = (config: RankingConfig, _unitKey: string, response: RankingResponse): NormalForm[] => {
  const question = config.question.name;
  if (response.notRankable !== undefined) return [{ form: "vote", question, part: "", label: "not-rankable", value: null }];
  return comparisonsOf(question, response.groups);
};

const labelOf = (form: NormalForm): string => {
  if (form.form === "vote") return form.label;
  if (form.form !== "comparison") return "";
  const { first, second, outcome } = form;
  if (outcome === "second") return `${second}>${first}`;
  return outcome === "first" ? `${first}>${second}` : `${first}=${second}`;
};

/** Rankings are compared over the pairs that both hold. Two that hold none in common are as far apart as chance puts them. */
const kendall = {
  between: (a: RankingResponse, b: RankingResponse): number => {
    if (a.notRankable !== undefined || b.notRankable !== undefined)
      return a.notRankable !== undefined && b.notRankable !== undefined ? 0 : 1;
    return kendallDistance(a.groups, b.groups) ?? 0.5;
  },
  chance: (a: RankingResponse, b: RankingResponse): number => expectedKendallDistance(a.groups, b.groups) ?? 0.5,
  // Tied responses have no order among them: a file may name them in any.
  name: ({ groups, unranked, notRankable }: RankingResponse): string =>
    notRankable === undefined
      ? `${writeOrder(
          groups.map((group) => group.toSorted((a, b) => a - b)),
          letterOfOrdinal,
        )}${leftOut(unranked)}`
      : `cannot be ranked: ${notRankable}`,
};

const leftOut = (unranked: RankingResponse["unranked"]): string => (unranked.length === 0 ? "" : `, ${unranked.length} left out`);

/** As pages name an item's responses, whatever order they were shown in. */
const letterOfOrdinal = (ordinal: number): string => String.fromCharCode(65 + ordinal);

const describeRanking = (_config: RankingConfig, _unitKey: string, { groups, unranked, notRankable, flags }: RankingResponse): string => {
  const flagged = Object.keys(flags ?? {}).length;
  const marks = flagged === 0 ? "" : `, ${flagged} flagged`;
  if (notRankable !== undefined) return `cannot be ranked: ${notRankable}${marks}`;
  return `${writeOrder(groups, letterOfOrdinal)}${leftOut(unranked)}${marks}`;
};

const placeOnScale: Partial<Record<Comparison["outcome"], number>> = { first: -1, tie: 0, second: 1 };

const readingCharsPerSecond = 25; // about 250 words a minute
const secondsPerComparison = 5;

export const ranking: KindDefinition<RankingConfig, RankingResponse> = {
  id: "ranking",
  title: "Ranking",
  summary: "Two to ten responses in order, best first, ties allowed.",
  guide: rankingGuide,
  configSchema: rankingConfigSchema,
  defaultConfig: rankingConfigSchema.parse({}),
  checkItem: (_config, { candidates }) => {
    if (candidates.length < 2) return "A ranking needs at least two responses.";
    return candidates.length > mostResponses
      ? `At most ${mostResponses} responses can be ranked; the item has ${candidates.length}.`
      : null;
  },
  responseSchema: rankingResponseSchema,
  questions: ({ question }) => [{ ...question, overall: true }],
  units: () => [wholeItem],
  unitOrdinals: (_unitKey, count) => Array.from({ length: count }, (_, ordinal) => ordinal),
  check: checkRanking,
  checkAgainst: (_config, _unitKey, response, item) => checkOrdinals(response, item),
  normalise: normaliseRanking,
  label: labelOf,
  classes: () => null,
  value: (form) => (form.form === "comparison" ? (placeOnScale[form.outcome] ?? null) : null),
  level: () => "nominal",
  range: () => null,
  betterEnd: () => "neither",
  safety: () => null,
  distance: () => kendall,
  aggregator: () => ({ model: "plackett-luce", fit: aggregateRankings }),
  figure: () => ({
    name: "P(best)",
    about: "How likely it is that the best response is the one that stands first, or one of those tied there.",
    ofResponses: true,
  }),
  describe: describeRanking,
  remarks: (_config, { flags = {}, rationale }) => [
    ...Object.entries(flags).map(([ordinal, names]) => `${letterOfOrdinal(Number(ordinal))}: ${names.join(", ")}`),
    ...(rationale ? [rationale] : []),
  ],
  orderFlip: () => null,
  fromImport: readImportedLabel,
  learnConfig: learnRanking,
  toImport: writeImportedLabel,
  preferences: (_config, _question, units) => rankingPreferences(units),
  answerTables: [
    {
      name: "places",
      columns: [
        { name: "response", kind: "integer" },
        { name: "place", kind: "integer" },
        { name: "tied", kind: "flag" },
        { name: "flags", kind: "text" },
      ],
      rows: ({ item, response }) =>
        item.candidates.map((_, ordinal) => {
          const group = response.groups.findIndex((tied) => tied.includes(ordinal));
          return {
            response: ordinal,
            place: group < 0 ? null : placeOf(response.groups, group),
            tied: (response.groups[group]?.length ?? 0) > 1,
            flags: response.flags?.[String(ordinal)]?.join(" ") ?? null,
          };
        }),
    },
  ],
  judge: {
    prompt: judgePrompt,
    fromScores: (config, _unitKey, shownOrder, scores) => fromScores(config, shownOrder, scores),
    parse: (config, reply, _unitKey, shownOrder) => parseVerdict(config, reply, shownOrder),
  },
  // Reading all of it, and n log₂ n comparisons as in any sort.
  expectedSeconds: (_config, item) => {
    const prompt =
      typeof item.prompt === "string" ? item.prompt.length : item.prompt.reduce((sum, message) => sum + message.content.length, 0);
    const n = item.candidates.length;
    const responses = item.candidates.reduce((sum, candidate) => sum + candidate.text.length, 0);
    return secondsPerComparison * n * Math.log2(n) + (prompt + responses) / readingCharsPerSecond;
  },
  fixtures: rankingFixtures,
};
