import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { chooseCampaign, chooseQuestion } from "@/lib/aggregation/read-labels";
import { candidateChars, cardAnswers, cardCalls } from "@/lib/judges/card-store";
import type { CardAnswer, CardCall } from "@/lib/judges/card-store";
import { getJudge, listJudges } from "@/lib/judges/list-judges";
import type { ListedJudge } from "@/lib/judges/list-judges";
import { measureJudge } from "@/lib/judges/measure-judge";
import type { JudgedCall, JudgedUnit, JudgeMeasures } from "@/lib/judges/measure-judge";
import type { NormalForm } from "@/lib/kinds/contract";
import { kindOf } from "@/lib/kinds/registry";
import type { AnyKind } from "@/lib/kinds/registry";
import { getProject } from "@/lib/projects/get-project";

export type JudgeCard = {
  judge: ListedJudge;
  campaign: { id: string; name: string };
  question: string;
  units: number;
  /** units with a known answer or a majority of people */
  referenced: number;
  calls: { answered: number; unanswered: number; unknownCost: number };
  costMicros: number;
  measures: JudgeMeasures;
};

type Asked = { kind: AnyKind; config: unknown; question: string };
type Said = { label: string; part: string; form: NormalForm };

/** What an answer says to the question, by part; classes where it has them, the answer in words elsewhere. */
const read = ({ kind, config, question }: Asked, unitKey: string, response: unknown): Said[] => {
  const classes = kind.classes(config, unitKey, question);
  return kind
    .normalise(config, unitKey, response)
    .filter((form) => form.question === question)
    .map((form) => ({ form, part: form.part, label: classes ? kind.label(form) : kind.describe(config, unitKey, response) }))
    .filter((said, index, all) => classes !== null || all.findIndex(({ part }) => part === said.part) === index);
};

const chosenOrdinal = (form: NormalForm | undefined): { chosen: number; other: number } | null => {
  if (form?.form !== "comparison") return null;
  if (form.outcome === "first") return { chosen: form.first, other: form.second };
  if (form.outcome === "second") return { chosen: form.second, other: form.first };
  return null;
};

const longerBy = (said: Said | undefined, chars: ReadonlyMap<number, number> | undefined): number | null => {
  const choice = chosenOrdinal(said?.form);
  const [own, other] = [choice && chars?.get(choice.chosen), choice && chars?.get(choice.other)];
  return typeof own === "number" && typeof other === "number" ? own - other : null;
};

/** The known answer, else a decision, else the label that most people gave; null where people are split. */
const referenceOf = (asked: Asked, answers: readonly CardAnswer[], part: string): Said | null => {
  const of = (source: CardAnswer["source"]): Said[] => {
    const latest = new Map(answers.filter((answer) => answer.source === source).map((answer) => [answer.annotatorId, answer]));
    return [...latest.values()].flatMap(({ unitKey, response }) => read(asked, unitKey, response).find((said) => said.part === part) ?? []);
  };
  const [known] = [...of("gold"), ...of("adjudicator").slice(-1)];
  if (known) return known;
  const counts = new Map<string, Said[]>();
  for (const said of of("human")) counts.set(said.label, [...(counts.get(said.label) ?? []), said]);
  const [first, second] = [...counts.values()].sort((a, b) => b.length - a.length);
  return !first || first.length === second?.length ? null : (first[0] ?? null);
};

/** How sure the judge was of its label: the mean probability that its calls gave it, else the share of repeated samples. */
const confidenceOf = (asked: Asked, calls: readonly CardCall[], label: string, part: string): number | null => {
  const given = calls.flatMap(({ probabilities }) => (probabilities === null ? [] : [probabilities[label] ?? 0]));
  const votes = calls.flatMap(({ unitKey, response }) =>
    response === null ? [] : (read(asked, unitKey, response).find((said) => said.part === part)?.label ?? []),
  );
  const values = given.length > 0 ? given : votes.length > 2 ? votes.map((vote) => (vote === label ? 1 : 0)) : [];
  return values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length;
};

const byTask = <Row extends { taskId: string }>(rows: readonly Row[]): Map<string, Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.taskId);
    if (group) group.push(row);
    else groups.set(row.taskId, [row]);
  }
  return groups;
};

const unitsOf = (
  asked: Asked,
  answers: readonly CardAnswer[],
  calls: ReadonlyMap<string, CardCall[]>,
  chars: ReadonlyMap<string, ReadonlyMap<number, number>>,
): JudgedUnit[] =>
  [...byTask(answers)].flatMap(([taskId, ofTask]) => {
    const own = ofTask.filter(({ source }) => source === "judge").at(-1);
    if (!own) return [];
    const ownCalls = calls.get(taskId) ?? [];
    const said = read(asked, own.unitKey, own.response);
    return said.map((one) => {
      const reference = referenceOf(asked, ofTask, one.part);
      return {
        prompt: own.promptHash,
        judge: one.label,
        reference: reference?.label ?? null,
        judgeLonger: longerBy(one, chars.get(own.itemId)),
        referenceLonger: longerBy(reference ?? undefined, chars.get(own.itemId)),
        flipped: asked.kind.orderFlip(own.response),
        confidence: confidenceOf(asked, ownCalls, one.label, one.part),
        costMicros: ownCalls.reduce((sum, { costMicros }) => sum + costMicros, 0) / said.length,
      };
    });
  });

/** @param orderKnown false where answers are repeated that were first given to an order which nobody recorded */
const callsOf = (asked: Asked, calls: readonly CardCall[], orderKnown: boolean): JudgedCall[] =>
  calls.flatMap(({ taskId, unitKey, promptHash, orderIndex, shownOrder, response }) => {
    const [said] = response === null ? [] : read(asked, unitKey, response);
    if (!said) return [];
    const choice = chosenOrdinal(said.form);
    const tookFirstShown = choice === null || !orderKnown || shownOrder.length !== 2 ? null : choice.chosen === shownOrder[0];
    return [{ prompt: promptHash, taskId, orderIndex, label: said.label, tookFirstShown }];
  });

/** How good a judge is in a campaign, against known answers and people, from what is stored. */
export const getJudgeCard = async (actor: Actor, input: { projectId: string; judge: string; campaignId?: string }): Promise<JudgeCard> => {
  const { projectId } = input;
  await guard(actor, "judges:see", { projectId });
  const judge = await getJudge(actor, input);
  const { campaigns } = await getProject(actor, { projectId });
  const campaign = chooseCampaign(campaigns, input.campaignId);
  const question = chooseQuestion(campaign, undefined);
  const asked = { kind: kindOf(campaign.kind), config: campaign.config, question };
  const where = { projectId, campaignId: campaign.id, countsFrom: campaign.countsFrom };
  const [answers, calls] = await Promise.all([cardAnswers(where, judge.annotatorId), cardCalls(projectId, campaign.id, judge.id)]);
  const chars = await candidateChars(projectId, [...new Set(answers.map(({ itemId }) => itemId))]);
  const units = unitsOf(asked, answers, byTask(calls), chars);
  return {
    judge,
    campaign: { id: campaign.id, name: campaign.name },
    question,
    units: units.length,
    referenced: units.filter(({ reference }) => reference !== null).length,
    calls: {
      answered: calls.filter(({ response }) => response !== null).length,
      unanswered: calls.filter(({ response }) => response === null).length,
      unknownCost: calls.filter(({ unknownAttempts }) => unknownAttempts > 0).length,
    },
    costMicros: calls.reduce((sum, { costMicros }) => sum + costMicros, 0),
    measures: measureJudge(units, callsOf(asked, calls, judge.settings.provider !== "replay")),
  };
};

/** The cards of all judges of a campaign, to be compared. */
export const compareJudges = async (actor: Actor, input: { projectId: string; campaignId?: string }): Promise<JudgeCard[]> => {
  await guard(actor, "judges:see", { projectId: input.projectId });
  const cards: JudgeCard[] = [];
  for (const { id } of await listJudges(actor, input)) cards.push(await getJudgeCard(actor, { ...input, judge: id }));
  return cards;
};
