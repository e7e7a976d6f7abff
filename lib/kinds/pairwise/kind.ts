import type { Comparison, ConsensusValue, KindDefinition, NormalForm, PreferenceExample } from "@/lib/kinds/contract";
import { checkPairwise } from "@/lib/kinds/pairwise/check";
import { describePairwise, remarksOnPair } from "@/lib/kinds/pairwise/describe";
import { pairwiseFixtures } from "@/lib/kinds/pairwise/fixtures";
import { pairwiseGuide } from "@/lib/kinds/pairwise/guide";
import { learnQuestion, readImportedLabel, writeImportedLabel } from "@/lib/kinds/pairwise/import-label";
import { decidingMark, fromScores, judgePrompt, parseVerdict, withSwapped } from "@/lib/kinds/pairwise/judge";
import {
  acceptableQuestion,
  pairwiseConfigSchema,
  pairwiseResponseSchema,
  safetyQuestion,
  usualSaferQuestion,
} from "@/lib/kinds/pairwise/schema";
import type { PairwiseChoice, PairwiseConfig, PairwiseResponse } from "@/lib/kinds/pairwise/schema";
import { parseUnit } from "@/lib/kinds/pairwise/unit";

const outcomeOf = (choice: PairwiseChoice, second: number): Comparison["outcome"] =>
  typeof choice === "string" ? choice : choice === second ? "second" : "first";

const labelOf = (form: NormalForm): string => {
  if (form.form === "vote") return form.label;
  if (form.form !== "comparison") return "";
  if (form.outcome === "first") return String(form.first);
  return form.outcome === "second" ? String(form.second) : form.outcome;
};

const valueOf = (form: NormalForm): number | null => {
  if (form.form === "vote") return form.value;
  if (form.form !== "comparison" || form.outcome === "both-bad" || form.outcome === "cannot-compare") return null;
  return form.strength ?? { first: -1, tie: 0, second: 1 }[form.outcome];
};

/** One comparison a question, and one vote a response for what is asked of each by itself. */
const normalise = (config: PairwiseConfig, unitKey: string, response: PairwiseResponse): NormalForm[] => {
  const [first, second] = parseUnit(unitKey);
  const comparisons = Object.entries(response.answers).map(([question, { choice, strength }]): NormalForm => ({
    form: "comparison",
    question,
    part: "",
    first,
    second,
    outcome: outcomeOf(choice, second),
    strength: strength ?? null,
  }));
  const acceptable = Object.entries(config.acceptability ? (response.acceptable ?? {}) : {}).map(([part, yes]): NormalForm => ({
    form: "vote",
    question: acceptableQuestion,
    part,
    label: yes ? "yes" : "no",
    value: yes ? 1 : 0,
  }));
  const levels = config.safety?.levels ?? [];
  const safety = Object.entries(config.safety ? (response.safety ?? {}) : {}).map(([part, { level }]): NormalForm => ({
    form: "vote",
    question: safetyQuestion,
    part,
    label: level,
    value: levels.indexOf(level),
  }));
  return [...comparisons, ...acceptable, ...safety];
};

const preferenceOf = (unitKey: string, consensus: ConsensusValue): { example: PreferenceExample } | { none: string } => {
  const [first, second] = parseUnit(unitKey);
  const chosen = [first, second].find((ordinal) => String(ordinal) === consensus.choice);
  if (chosen === undefined) return { none: consensus.choice };
  const signed = consensus.strength === null ? null : chosen === second ? consensus.strength : -consensus.strength;
  return {
    example: {
      chosen: { ordinal: chosen },
      rejected: { ordinal: chosen === first ? second : first },
      margin: signed === null ? null : Math.max(0, signed),
      weight: 1,
      pChosen: consensus.posterior[consensus.choice] ?? 0,
    },
  };
};

const readingCharsPerSecond = 25; // about 250 words a minute
const secondsToDecide = 12;
const secondsPerMark = 4; // a reason, a confidence, a level: read and ticked

export const pairwise: KindDefinition<PairwiseConfig, PairwiseResponse> = {
  id: "pairwise",
  title: "Pairwise comparison",
  summary: "Two responses side by side: which is better, and by how much.",
  guide: pairwiseGuide,
  configSchema: pairwiseConfigSchema,
  defaultConfig: pairwiseConfigSchema.parse({}),
  checkItem: (_config, item) => (item.candidates.length < 2 ? "A comparison needs at least two responses." : null),
  responseSchema: pairwiseResponseSchema,
  questions: (config) => [
    ...config.questions.map(({ name, title, overall }) => ({ name, title, overall })),
    ...(config.acceptability ? [{ name: acceptableQuestion, title: "Is it acceptable?", overall: false }] : []),
    ...(config.safety ? [{ name: safetyQuestion, title: "How safe is it?", overall: false }] : []),
  ],
  units: (_config, count) =>
    Array.from({ length: count }, (_, i) => Array.from({ length: count - i - 1 }, (__, j) => `${i}-${i + j + 1}`)).flat(),
  unitOrdinals: (unitKey) => parseUnit(unitKey),
  check: checkPairwise,
  checkAgainst: null,
  normalise,
  label: labelOf,
  classes: (config, unitKey, question) => {
    if (question === acceptableQuestion) return ["yes", "no"];
    if (question === safetyQuestion) return config.safety?.levels ?? [];
    return [...parseUnit(unitKey).map(String), "tie", "both-bad", "cannot-compare"];
  },
  value: valueOf,
  level: (_config, question) => (question === safetyQuestion ? "ordinal" : "nominal"),
  range: () => null,
  betterEnd: (_config, question) => (question === safetyQuestion ? "lower" : question === acceptableQuestion ? "higher" : "neither"),
  safety: ({ safety, questions }, question) =>
    safety && {
      // What imports learn binds no answer to the levels, but has the question by its usual name.
      compared: questions.find(({ name }) => name === (safety.saferQuestion ?? usualSaferQuestion))?.name ?? question,
      rated: safetyQuestion,
      harm: (level) => Math.max(0, level),
    },
  distance: () => null,
  aggregator: () => null,
  figure: (_config, question) => ({
    name: "posterior",
    about: "How likely it is that this is the answer, by what the annotators said and how reliable each of them is.",
    ofResponses: question !== acceptableQuestion && question !== safetyQuestion,
  }),
  describe: describePairwise,
  remarks: remarksOnPair,
  orderFlip: (response) => {
    const [answer] = Object.values(response.answers);
    return response.swappedChoice === undefined || !answer ? null : response.swappedChoice !== answer.choice;
  },
  fromImport: readImportedLabel,
  learnConfig: learnQuestion,
  toImport: writeImportedLabel,
  preferences: (_config, question, units) =>
    question === acceptableQuestion || question === safetyQuestion
      ? units.map(({ unitKey, part }) => ({ unitKey, part, none: "about-one-response" }))
      : units.map(({ unitKey, part, consensus }) => ({ unitKey, part, ...preferenceOf(unitKey, consensus) })),
  answerTables: [],
  judge: {
    prompt: judgePrompt,
    decidingMark,
    withSwapped,
    fromScores: (config, _unitKey, shownOrder, scores) => fromScores(config, shownOrder, scores),
    parse: (config, reply, _unitKey, shownOrder) => parseVerdict(config, reply, shownOrder),
  },
  expectedSeconds: (config, item, unitKey) => {
    const prompt =
      typeof item.prompt === "string" ? item.prompt.length : item.prompt.reduce((sum, message) => sum + message.content.length, 0);
    const responses = parseUnit(unitKey).reduce((sum, ordinal) => sum + (item.candidates[ordinal]?.text.length ?? 0), 0);
    const marks =
      config.questions.reduce((sum, { reasons, confidence }) => sum + (reasons.length > 0 ? 1 : 0) + (confidence ? 1 : 0), 0) +
      (config.acceptability ? 2 : 0) +
      (config.safety ? 2 : 0);
    return secondsToDecide * config.questions.length + secondsPerMark * marks + (prompt + responses) / readingCharsPerSecond;
  },
  fixtures: pairwiseFixtures,
};
