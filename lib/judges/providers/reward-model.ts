import { marginOfTask, scoresOfItem } from "@/lib/judges/answer-store";
import { atHome, noAnswer } from "@/lib/judges/providers/contract";
import type { Asked, Outcome, Provider } from "@/lib/judges/providers/contract";
import { sigmoid } from "@/lib/ml/math/special";

/** Scores in the order shown: the margin of a model that did not see the pair where there is one, else the model's scores. */
const scoresFor = async (versionId: string, { taskId, itemId, shownOrder }: Asked): Promise<number[] | null> => {
  const margin = shownOrder.length === 2 ? await marginOfTask(versionId, taskId) : null;
  if (margin !== null) {
    const second = Math.max(...shownOrder);
    return shownOrder.map((ordinal) => (ordinal === second ? margin : 0));
  }
  const scores = await scoresOfItem(versionId, itemId);
  const found = shownOrder.flatMap((ordinal) => scores.get(ordinal) ?? []);
  return found.length === shownOrder.length ? found : null;
};

/** P of the two outcomes of a pair by the model's own margin. */
const probabilitiesOf = ({ question, shownOrder, questionName }: Asked, scores: number[]): Record<string, number> | null => {
  const { kind, config, unitKey } = question;
  const [left, right] = scores;
  if (shownOrder.length !== 2 || left === undefined || right === undefined || !kind.judge.fromScores) return null;
  const labelIf = (one: number, other: number): string | null => {
    const response = kind.judge.fromScores?.(config, unitKey, shownOrder, [one, other]);
    const form = kind.normalise(config, unitKey, response).find(({ question: name }) => name === questionName);
    return form ? kind.label(form) : null;
  };
  const [first, second] = [labelIf(1, 0), labelIf(0, 1)];
  return first === null || second === null ? null : { [first]: sigmoid(left - right), [second]: sigmoid(right - left) };
};

/** The project's own reward model as a judge: free, and only of kinds that scores can answer. */
export const rewardModelProvider = (versionId: string): Provider => ({
  ...atHome,
  mostItCosts: () => 0n,
  ask: async (asked): Promise<Outcome> => {
    const { kind, config, unitKey } = asked.question;
    if (!kind.judge.fromScores) return noAnswer(`scores answer no “${kind.title}”`);
    const scores = await scoresFor(versionId, asked);
    if (!scores) return noAnswer("the reward model has not scored these responses; score the project with it first");
    return {
      kind: "answered",
      response: kind.judge.fromScores(config, unitKey, asked.shownOrder, scores),
      reason: null,
      reply: `scores ${scores.map((score) => score.toPrecision(6)).join(", ")}`,
      usage: null,
      billedMicros: 0n,
      probabilities: probabilitiesOf(asked, scores),
    };
  },
});
