import type { KindDefinition, NormalForm } from "@/lib/kinds/contract";
import { aggregateNumbers, pointwisePreferences } from "@/lib/kinds/pointwise/aggregate";
import { betterEndOf, harmOn } from "@/lib/kinds/pointwise/points";
import { checkAgainstItem, checkRatings } from "@/lib/kinds/pointwise/check";
import { pointwiseFixtures } from "@/lib/kinds/pointwise/fixtures";
import { pointwiseGuide } from "@/lib/kinds/pointwise/guide";
import { learnScales, readImportedLabel, writeImportedLabel } from "@/lib/kinds/pointwise/import-label";
import { judgePrompt, parseVerdict } from "@/lib/kinds/pointwise/judge";
import { classOf, classesOf, faultOf, labelsOf, rangeOf, showRating } from "@/lib/kinds/pointwise/rating";
import { pointwiseConfigSchema, pointwiseResponseSchema, questionsOf, wholeItem } from "@/lib/kinds/pointwise/schema";
import type { PointwiseConfig, PointwiseResponse, RatingValue, Scale } from "@/lib/kinds/pointwise/schema";

const scaleOf = (config: PointwiseConfig, question: string): Scale | null =>
  config.scales.find((scale) => questionsOf(scale).some(({ name }) => name === question)) ?? null;

/** One rating in normal form: a number where the scale has an order, else a vote; of several labels a vote for each. */
const formsOf = (scale: Scale, value: RatingValue, where: { part: string; response: number }): NormalForm[] => {
  const { part, response } = where;
  if (scale.type === "text" || faultOf(scale, value) !== null) return [];
  const question = scale.name;
  if (scale.type === "labels" && scale.several) {
    const chosen = new Set(labelsOf(value));
    return questionsOf(scale).map(({ name, label }) => {
      const on = label !== null && chosen.has(label);
      return { form: "vote", question: name, part, label: on ? "yes" : "no", value: Number(on) };
    });
  }
  if (typeof value === "number" && scale.type !== "labels" && scale.type !== "yes-no")
    return [{ form: "rating", question, part, response, value }];
  const label = classOf(scale, value);
  return label === null ? [] : [{ form: "vote", question, part, label, value: scale.type === "yes-no" ? Number(label === "yes") : null }];
};

const normaliseRatings = (config: PointwiseConfig, unitKey: string, response: PointwiseResponse): NormalForm[] =>
  Object.entries(response.ratings).flatMap(([ordinal, ratings]) =>
    config.scales.flatMap((scale) => {
      const value = ratings[scale.name];
      return value === undefined ? [] : formsOf(scale, value, { part: unitKey === wholeItem ? ordinal : "", response: Number(ordinal) });
    }),
  );

/** "overall 4, tone curt"; with several responses "1: overall 4; 2: overall 2". */
const describeRatings = (config: PointwiseConfig, unitKey: string, response: PointwiseResponse): string => {
  const alone = config.scales.length === 1;
  return Object.entries(response.ratings)
    .map(([ordinal, ratings]) => {
      const given = Object.entries(ratings).map(([name, value]) => (alone ? showRating(value) : `${name} ${showRating(value)}`));
      return `${unitKey === wholeItem ? `${Number(ordinal) + 1}: ` : ""}${given.join(", ")}`;
    })
    .join("; ");
};

const readingCharsPerSecond = 25; // about 250 words a minute
const secondsToAnswer: Record<Scale["type"], number> = { likert: 5, slider: 6, "yes-no": 4, labels: 6, number: 8, text: 30 };

export const pointwise: KindDefinition<PointwiseConfig, PointwiseResponse> = {
  id: "pointwise",
  title: "Ratings",
  summary: "Scales, labels, numbers or text about each response, or about all responses of an item at once.",
  guide: pointwiseGuide,
  configSchema: pointwiseConfigSchema,
  defaultConfig: pointwiseConfigSchema.parse({}),
  checkItem: (_config, { candidates }) => (candidates.length === 0 ? "A rating needs a response." : null),
  responseSchema: pointwiseResponseSchema,
  questions: ({ scales }) =>
    scales.flatMap((scale) =>
      questionsOf(scale).map(({ name, title, label }) => ({
        ...{ name, title, overall: scale.overall && scale.type !== "labels" },
        ...(label === null ? {} : { choiceOf: scale.name }),
      })),
    ),
  units: ({ about }, count) => (about === "item" ? [wholeItem] : Array.from({ length: count }, (_, ordinal) => String(ordinal))),
  unitOrdinals: (unitKey, count) => (unitKey === wholeItem ? Array.from({ length: count }, (_, ordinal) => ordinal) : [Number(unitKey)]),
  check: checkRatings,
  checkAgainst: (_config, _unitKey, response, item) => checkAgainstItem(response, item),
  normalise: normaliseRatings,
  label: (form) => (form.form === "vote" ? form.label : form.form === "rating" ? String(form.value) : ""),
  classes: (config, _unitKey, question) => {
    const scale = scaleOf(config, question);
    return scale && classesOf(scale);
  },
  value: (form) => (form.form === "comparison" ? null : form.value),
  level: (config, question) => {
    const type = scaleOf(config, question)?.type;
    if (type === "likert") return "ordinal";
    return type === "slider" || type === "number" ? "interval" : "nominal";
  },
  range: (config, question) => {
    const scale = scaleOf(config, question);
    return scale && rangeOf(scale);
  },
  betterEnd: (config, question) => betterEndOf(scaleOf(config, question)),
  safety: (config, question) => {
    const harm = harmOn(scaleOf(config, question));
    return harm && { compared: question, rated: question, harm };
  },
  distance: () => null,
  aggregator: (config, question) => {
    const scale = scaleOf(config, question);
    return scale && classesOf(scale) === null ? { model: "mean with offsets", fit: aggregateNumbers(scale) } : null;
  },
  figure: (config, question) => {
    const scale = scaleOf(config, question);
    return scale && classesOf(scale) === null
      ? {
          name: "mean",
          about: "Mean of the ratings, each annotator's habit of rating high or low taken off. It has no probability.",
          ofResponses: false,
        }
      : {
          name: "posterior",
          about: "How likely it is that this is the rating, by what the annotators gave and how reliable each of them is.",
          ofResponses: false,
        };
  },
  describe: describeRatings,
  remarks: (_config, { rationale }) => (rationale ? [rationale] : []),
  orderFlip: () => null,
  fromImport: readImportedLabel,
  learnConfig: learnScales,
  toImport: writeImportedLabel,
  preferences: pointwisePreferences,
  answerTables: [
    {
      name: "ratings",
      columns: [
        { name: "response", kind: "integer" },
        { name: "scale", kind: "text" },
        { name: "value", kind: "text" },
        { name: "number", kind: "number" },
      ],
      rows: ({ response }) =>
        Object.entries(response.ratings).flatMap(([ordinal, ratings]) =>
          Object.entries(ratings).map(([scale, value]) => ({
            response: Number(ordinal),
            scale,
            value: Array.isArray(value) ? JSON.stringify(value) : String(value),
            number: typeof value === "number" ? value : null,
          })),
        ),
    },
  ],
  judge: { prompt: judgePrompt, parse: parseVerdict },
  expectedSeconds: (config, item, unitKey) => {
    const prompt =
      typeof item.prompt === "string" ? item.prompt.length : item.prompt.reduce((sum, message) => sum + message.content.length, 0);
    const rated = unitKey === wholeItem ? item.candidates : item.candidates.slice(Number(unitKey), Number(unitKey) + 1);
    const answers = rated.length * config.scales.reduce((sum, scale) => sum + secondsToAnswer[scale.type], 0);
    return answers + (prompt + rated.reduce((sum, candidate) => sum + candidate.text.length, 0)) / readingCharsPerSecond;
  },
  fixtures: pointwiseFixtures,
};
