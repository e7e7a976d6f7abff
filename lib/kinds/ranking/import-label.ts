import { z } from "zod";
import type { ImportedAnswer, ImportedLabel, KindItem } from "@/lib/kinds/contract";
import { mostFlags, rankingConfigSchema, rankingResponseSchema, wholeItem } from "@/lib/kinds/ranking/schema";
import type { RankingConfig, RankingResponse } from "@/lib/kinds/ranking/schema";

const ordinalSchema = z.number().int().min(0);

const labelSchema = z.object({
  /** best first; a list within the list is a tie */
  ranking: z.array(z.union([ordinalSchema, z.array(ordinalSchema).min(1)])).nullish(),
  not_rankable: z.union([z.boolean(), z.string().min(1).max(200)]).nullish(),
  flags: z.record(z.string(), z.array(z.string().min(1).max(60))).nullish(),
  aspect: z.string().min(1).max(60).nullish(),
  rationale: z.string().nullish(),
  answer: rankingResponseSchema.optional(),
});

const skip = (reason: string): ImportedAnswer<RankingResponse> => ({ fits: false, refused: false, reason });
const refuse = (reason: string): ImportedAnswer<RankingResponse> => ({ fits: false, refused: true, reason });

const isRanking = (label: ImportedLabel): boolean =>
  "ranking" in label || "not_rankable" in label || ("answer" in label && label.unit === wholeItem && hasGroups(label.answer));

const hasGroups = (answer: unknown): boolean => typeof answer === "object" && answer !== null && "groups" in answer && "unranked" in answer;

/** Reads a file's label as a ranking: `ranking` names responses by ordinal, best first; what it does not name is not ranked. */
export const readImportedLabel = (label: ImportedLabel, item: KindItem, config: RankingConfig): ImportedAnswer<RankingResponse> => {
  if (!isRanking(label)) return skip("the label holds no ranking");
  const parsed = labelSchema.safeParse(label);
  if (!parsed.success) {
    return refuse(parsed.error.issues.map((issue) => `label.${issue.path.join(".")}: ${issue.message}`).join("; "));
  }
  const { answer, ranking, not_rankable: notRankable, flags, aspect, rationale } = parsed.data;
  if (answer) return { fits: true, unitKey: wholeItem, response: answer };
  if (aspect && aspect !== config.question.name) return skip(`the label ranks by “${aspect}”, the campaign by “${config.question.name}”`);
  const unable = notRankable === true ? "not rankable" : notRankable || null;
  if (!unable && (ranking ?? []).length === 0) return skip("the label was left empty");
  const groups = unable ? [] : (ranking ?? []).map((place) => (typeof place === "number" ? [place] : place));
  const placed = new Set(groups.flat());
  if (placed.size !== groups.flat().length) return refuse("ranking names a response twice");
  const outside = groups.flat().find((ordinal) => ordinal >= item.candidates.length);
  if (outside !== undefined) return refuse(`ranking names response ${outside}, and the item has ${item.candidates.length}`);
  if (!unable && placed.size < 2) return refuse("ranking names one response alone");
  // Files list every response, also those without a flag.
  const flagged = Object.entries(flags ?? {}).filter(([, names]) => names.length > 0);
  return {
    fits: true,
    unitKey: wholeItem,
    response: {
      groups,
      unranked: item.candidates.map((_, ordinal) => ordinal).filter((ordinal) => !placed.has(ordinal)),
      ...(unable ? { notRankable: unable } : {}),
      ...(flagged.length > 0 ? { flags: Object.fromEntries(flagged) } : {}),
      ...(rationale ? { rationale } : {}),
    },
  };
};

/** The configuration with what a file's rankings use: its aspect, responses left out, flags, items that were not ranked. */
export const learnRanking = (known: RankingConfig | null, label: ImportedLabel, item: KindItem): RankingConfig | null => {
  const aspect = z.object({ aspect: z.string().min(1).max(60) }).safeParse(label).data?.aspect;
  const named =
    aspect === undefined || aspect === "overall" ? {} : { question: { name: aspect, title: `Put the responses in order by: ${aspect}.` } };
  const config = known ?? rankingConfigSchema.parse(named);
  const read = isRanking(label) ? readImportedLabel(label, item, config) : null;
  if (!read?.fits) return known;
  const { response } = read;
  const flagged = new Set(Object.values(response.flags ?? {}).flat());
  // Flags beyond those that a campaign can offer stay in the answers that hold them.
  const room = mostFlags - config.flags.length;
  const fresh = [...flagged].filter((name) => config.flags.every((flag) => flag.name !== name)).slice(0, Math.max(0, room));
  const partial = response.notRankable === undefined && response.unranked.length > 0;
  const tied = response.groups.some((group) => group.length > 1);
  if (known && fresh.length === 0 && (config.allowPartial || !partial) && (config.allowTies || !tied)) return known;
  return {
    ...config,
    allowPartial: config.allowPartial || partial,
    allowTies: config.allowTies || tied,
    flags: [...config.flags, ...fresh.map((name) => ({ name, title: name }))],
  };
};

/** The same answer in the fields of the import schema; `answer` where these do not hold all of it. */
export const writeImportedLabel = (unitKey: string, response: RankingResponse): ImportedLabel => ({
  ranking: response.groups.map((group) => (group.length === 1 ? (group[0] ?? null) : group)),
  ...(response.notRankable === undefined ? {} : { not_rankable: response.notRankable }),
  unit: unitKey,
  answer: response,
});
