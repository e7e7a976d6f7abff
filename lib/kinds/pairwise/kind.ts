import type { Comparison, ConsensusValue, KindDefinition, NormalForm, PreferenceExample } from "@/lib/kinds/contract";
import { pairwiseFixtures } from "@/lib/kinds/pairwise/fixtures";
import { pairwiseGuide } from "@/lib/kinds/pairwise/guide";
import { learnQuestion, readImportedLabel, writeImportedLabel } from "@/lib/kinds/pairwise/import-label";
import { judgePrompt, parseVerdict } from "@/lib/kinds/pairwise/judge";
import { pairwiseConfigSchema, pairwiseResponseSchema } from "@/lib/kinds/pairwise/schema";
import type { PairwiseConfig, PairwiseResponse } from "@/lib/kinds/pairwise/schema";
import { parseUnit } from "@/lib/kinds/pairwise/unit";

const outcomeOf = (choice: PairwiseResponse["answers"][string]["choice"], second: number): Comparison["outcome"] =>
  typeof choice === "string" ? choice : choice === second ? "second" : "first";

const labelOf = (form: NormalForm): string => {
  if (form.form !== "comparison") return "";
  if (form.outcome === "first") return String(form.first);
  return form.outcome === "second" ? String(form.second) : form.outcome;
};

/** "B much better; truthful: same" */
const describeAnswers = (config: PairwiseConfig, _unitKey: string, response: PairwiseResponse): string => {
  const titles = new Map(config.questions.map((question) => [question.name, question.title]));
  const several = Object.keys(response.answers).length > 1;
  return Object.entries(response.answers)
    .map(([name, answer]) => `${several ? `${titles.get(name) ?? name}: ` : ""}${choiceInWords(answer.choice)}`)
    .join("; ");
};

const choiceInWords = (choice: PairwiseResponse["answers"][string]["choice"]): string =>
  typeof choice === "number" ? `response ${choice + 1} is better` : choice === "tie" ? "the same" : "both bad";

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

export const pairwise: KindDefinition<PairwiseConfig, PairwiseResponse> = {
  id: "pairwise",
  title: "Pairwise comparison",
  summary: "Two responses side by side: which is better, and by how much.",
  guide: pairwiseGuide,
  configSchema: pairwiseConfigSchema,
  defaultConfig: pairwiseConfigSchema.parse({}),
  checkItem: (_config, item) => (item.candidates.length < 2 ? "A comparison needs at least two responses." : null),
  responseSchema: pairwiseResponseSchema,
  questions: (config) => config.questions,
  units: (_config, count) =>
    Array.from({ length: count }, (_, i) => Array.from({ length: count - i - 1 }, (__, j) => `${i}-${i + j + 1}`)).flat(),
  unitOrdinals: (unitKey) => parseUnit(unitKey),
  check: (config, unitKey, response) => {
    const [first, second] = parseUnit(unitKey);
    return config.questions.flatMap((question) => {
      const answer = response.answers[question.name];
      if (!answer) return [`Answer “${question.title}”.`];
      const { choice, strength } = answer;
      if (typeof choice === "number" && choice !== first && choice !== second) return ["The choice is not one of the two responses shown."];
      if (choice === "tie" && !config.allowTie) return ["This campaign asks for a decision: “same” is not offered."];
      if (choice === "both-bad" && !config.allowBothBad) return ["This campaign does not offer “both bad”."];
      if (strength === undefined) return [];
      const agrees = typeof choice === "string" ? strength === 0 : choice === second ? strength > 0 : strength < 0;
      return agrees ? [] : ["The strength points to the other response."];
    });
  },
  checkAgainst: () => [],
  normalise: (_config, unitKey, response) => {
    const [first, second] = parseUnit(unitKey);
    return Object.entries(response.answers).map(([question, { choice, strength }]) => ({
      form: "comparison",
      question,
      part: "",
      first,
      second,
      outcome: outcomeOf(choice, second),
      strength: strength ?? null,
    }));
  },
  label: labelOf,
  classes: (_config, unitKey) => [...parseUnit(unitKey).map(String), "tie", "both-bad"],
  value: (form) => {
    if (form.form !== "comparison" || form.outcome === "both-bad") return null;
    return form.strength ?? { first: -1, tie: 0, second: 1 }[form.outcome];
  },
  level: () => "nominal",
  distance: () => null,
  aggregator: () => null,
  describe: describeAnswers,
  orderFlip: (response) => {
    const [answer] = Object.values(response.answers);
    return response.swappedChoice === undefined || !answer ? null : response.swappedChoice !== answer.choice;
  },
  fromImport: readImportedLabel,
  learnConfig: learnQuestion,
  toImport: writeImportedLabel,
  preferences: (_config, _question, units) =>
    units.map(({ unitKey, part, consensus }) => ({ unitKey, part, ...preferenceOf(unitKey, consensus) })),
  answerTables: [],
  judge: {
    prompt: judgePrompt,
    parse: (_config, reply, _unitKey, shownOrder) => parseVerdict(reply, shownOrder),
  },
  expectedSeconds: (config, item, unitKey) => {
    const prompt =
      typeof item.prompt === "string" ? item.prompt.length : item.prompt.reduce((sum, message) => sum + message.content.length, 0);
    const responses = parseUnit(unitKey).reduce((sum, ordinal) => sum + (item.candidates[ordinal]?.text.length ?? 0), 0);
    return secondsToDecide * config.questions.length + (prompt + responses) / readingCharsPerSecond;
  },
  fixtures: pairwiseFixtures,
};
