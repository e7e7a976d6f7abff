import { AppError } from "@/lib/errors";

/** What a test file has, counted while it was read. */
export interface TestFileContents {
  rows: number;
  labels: number;
  /** Labels that are no answers of the campaign's, by the reason. */
  unfit: Map<string, number>;
  /** Answers of neither people, known answers nor language models. */
  otherSources: number;
}

interface LookedFor {
  file: string;
  campaign: string;
  /** The question that is trained on. */
  question: string;
  /** Questions of the campaign that the file does answer. */
  answered: { name: string; answers: number }[];
}

const number = new Intl.NumberFormat("en");
const counted = (n: number, one: string): string => `${number.format(n)} ${n === 1 ? one : `${one}s`}`;

/** Why a test file holds no pair to measure on: what was looked for, what it has, and what would do. */
export const nothingPreferred = ({ file, campaign, question, answered }: LookedFor, found: TestFileContents): AppError => {
  const sought = `${file} holds no pair on which one response is preferred. Looked for: answers to the question “${question}” of the campaign “${campaign}”.`;
  const refused = (...has: string[]): AppError => new AppError("refused", { userMessage: [sought, ...has].join(" ") });
  const own = answered.find(({ name }) => name === question);
  if (own) return refused(`Found: ${counted(own.answers, "answer")} to it, and none that leaves one response ahead of another.`);
  if (answered.length > 0) {
    const others = answered.map(({ name, answers }) => `“${name}” (${counted(answers, "answer")})`).join(", ");
    return refused(
      `Found: answers to ${others} alone. Name the question that the file answers with --questions, or the campaign that asks it with --campaign.`,
    );
  }
  if (found.labels === 0)
    return refused(`Found: ${counted(found.rows, "row")} without a label. Say with --map which columns hold the labels.`);
  if (found.otherSources > 0)
    return refused(
      `Found: ${counted(found.otherSources, "answer")}, none by a person, a language model or as a known answer (human, lm, gold).`,
    );
  const reasons = [...found.unfit].sort((a, b) => b[1] - a[1]).slice(0, 3);
  return refused(
    `Found: ${counted(found.labels, "label")} in ${counted(found.rows, "row")}, none of which is an answer to what this campaign asks (${reasons.map(([reason, n]) => `${number.format(n)}: ${reason.replace(/\.$/u, "")}`).join("; ")}). Name the campaign whose questions they answer with --campaign.`,
  );
};
