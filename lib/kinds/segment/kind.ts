import type { KindDefinition, NormalForm } from "@/lib/kinds/contract";
import { checkAgainstText, checkAnswer } from "@/lib/kinds/segment/check";
import { aggregateNumber, aggregateSpans, preferCorrections, spanDistance } from "@/lib/kinds/segment/consensus";
import { segmentFixtures } from "@/lib/kinds/segment/fixtures";
import { segmentGuide } from "@/lib/kinds/segment/guide";
import { readImportedLabel, writeImportedLabel } from "@/lib/kinds/segment/import-label";
import { judgePrompt, parseVerdict } from "@/lib/kinds/segment/judge";
import { learnFromLabel } from "@/lib/kinds/segment/learn-config";
import { segmentConfigSchema, segmentResponseSchema } from "@/lib/kinds/segment/schema";
import type { SegmentConfig, SegmentResponse } from "@/lib/kinds/segment/schema";
import { preferByScore } from "@/lib/kinds/segment/score-preferences";
import { segmentTables } from "@/lib/kinds/segment/tables";
import { countErrors, hasError, inErrors, isCorrected, parseUnit, quotedCritique, saysErrors } from "@/lib/kinds/segment/text";

const normaliseAnswer = (_config: SegmentConfig, unitKey: string, response: SegmentResponse): NormalForm[] => {
  const wrong = hasError(response);
  const errors = countErrors(response);
  const rating = (question: string, value: number): NormalForm => ({
    form: "rating",
    question,
    part: "",
    response: parseUnit(unitKey),
    value,
  });
  const score = response.score === undefined ? [] : [rating("score", response.score)];
  if (!saysErrors(response)) return score;
  return [
    {
      form: "vote",
      question: "spans",
      part: "",
      label: errors === 0 && wrong ? "corrected" : inErrors(errors),
      value: null,
    },
    { form: "vote", question: "has-error", part: "", label: wrong ? "yes" : "no", value: wrong ? 1 : 0 },
    rating("errors", errors),
    ...score,
  ];
};

const describeAnswer = (config: SegmentConfig, _unitKey: string, response: SegmentResponse): string => {
  const spans = response.spans ?? [];
  const types = [...new Set(spans.flatMap((span) => span.type ?? []))];
  const noun = config.mode === "correct" ? "correction" : "mark";
  const marked =
    spans.length === 0
      ? []
      : [`${spans.length} ${noun}${spans.length === 1 ? "" : "s"}${types.length > 0 ? ` (${types.join(", ")})` : ""}`];
  const missing = response.missing?.length ?? 0;
  const parts = [
    ...marked,
    ...(spans.length === 0 && isCorrected(response) ? ["corrected text"] : []),
    ...(missing > 0 ? [`${missing} missing`] : []),
    ...(saysErrors(response) ? (hasError(response) ? [] : ["nothing wrong"]) : quotedCritique(response)),
    ...(response.score === undefined ? [] : [`score ${response.score}`]),
  ];
  return parts.join(" · ");
};

const isScored = (config: SegmentConfig): boolean => config.mode === "critique" && config.score !== "off";

const readingCharsPerSecond = 20; // slower than for a choice: every word is weighed
const secondsToMark = { correct: 45, critique: 25 } as const;

export const segment: KindDefinition<SegmentConfig, SegmentResponse> = {
  id: "segment",
  title: "Marking and correcting",
  summary: "One response: where it is wrong, what belongs there instead, how bad each error is.",
  guide: segmentGuide,
  configSchema: segmentConfigSchema,
  defaultConfig: segmentConfigSchema.parse({}),
  checkItem: (_config, item) => (item.candidates.length === 0 ? "There is no response to mark." : null),
  responseSchema: segmentResponseSchema,
  questions: (config) => [
    {
      name: "spans",
      title: config.mode === "correct" ? "What is wrong, and what belongs there?" : "What is wrong, and where?",
      // Where texts are marked to be scored, the score is what the marks come to.
      overall: !isScored(config),
    },
    { name: "has-error", title: "Is anything wrong?", overall: false },
    { name: "errors", title: "Number of errors", overall: false },
    ...(config.score === "off" ? [] : [{ name: "score", title: "Score", overall: isScored(config) }]),
  ],
  units: (_config, count) => Array.from({ length: count }, (_, ordinal) => String(ordinal)),
  unitOrdinals: (unitKey) => [parseUnit(unitKey)],
  check: (config, _unitKey, response) => checkAnswer(config, response),
  checkAgainst: (_config, unitKey, response, item) => checkAgainstText(unitKey, response, item),
  normalise: normaliseAnswer,
  label: (form) => (form.form === "vote" ? form.label : form.form === "rating" ? String(form.value) : ""),
  classes: (_config, _unitKey, question) => (question === "has-error" ? ["no", "yes"] : null),
  value: (form) => (form.form === "comparison" ? null : form.value),
  level: (_config, question) => (question === "score" ? "interval" : question === "errors" ? "ratio" : "nominal"),
  range: () => null,
  betterEnd: (_config, question) => (question === "score" ? "higher" : question === "spans" ? "neither" : "lower"),
  safety: () => null,
  distance: (config, question) =>
    question === "spans" ? { ...spanDistance, name: ({ score: _score, ...answer }) => describeAnswer(config, "", answer) } : null,
  aggregator: (_config, question) => {
    if (question === "spans") return { model: "character-majority", fit: aggregateSpans };
    if (question === "errors") return { model: "mean", fit: aggregateNumber(countErrors) };
    return question === "score" ? { model: "mean", fit: aggregateNumber((response) => response.score ?? null) } : null;
  },
  figure: (_config, question) => {
    if (question === "spans")
      return {
        name: "share",
        about: "Share of the answers that mark an error; of those that mark none, where none is agreed.",
        ofResponses: false,
      };
    return question === "has-error"
      ? {
          name: "posterior",
          about: "How likely it is that this is the answer, by what the annotators said and how reliable each of them is.",
          ofResponses: false,
        }
      : { name: "mean", about: "Mean of the answers. It has no probability.", ofResponses: false };
  },
  describe: describeAnswer,
  remarks: (_config, { spans = [], missing = [], critique }) => [
    ...spans.flatMap(({ text, reason }) => (reason ? [text ? `“${text}”: ${reason}` : reason] : [])),
    ...missing.flatMap(({ note }) => (note ? [`Missing: ${note}`] : [])),
    ...(critique ? [critique] : []),
  ],
  orderFlip: () => null,
  fromImport: readImportedLabel,
  learnConfig: learnFromLabel,
  toImport: writeImportedLabel,
  preferences: (config, question, units) => (question === "score" ? preferByScore(config, units) : preferCorrections(units)),
  answerTables: segmentTables,
  judge: {
    prompt: judgePrompt,
    parse: (config, reply, unitKey, _shownOrder, item) => parseVerdict(config, reply, unitKey, item),
  },
  expectedSeconds: (config, item, unitKey) => {
    const prompt =
      typeof item.prompt === "string" ? item.prompt.length : item.prompt.reduce((sum, message) => sum + message.content.length, 0);
    const text = item.candidates[parseUnit(unitKey)]?.text.length ?? 0;
    return secondsToMark[config.mode] + (prompt + text) / readingCharsPerSecond;
  },
  fixtures: segmentFixtures,
};
