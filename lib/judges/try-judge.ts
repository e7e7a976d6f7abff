import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { chooseCampaign, chooseQuestion } from "@/lib/aggregation/read-labels";
import { reserve, settle } from "@/lib/budgets/reserve";
import { db } from "@/lib/db";
import { databaseNow } from "@/lib/database-now";
import { AppError, notFound } from "@/lib/errors";
import { holdSeconds, moneyOf } from "@/lib/judges/ask-once";
import { buildPrompt, drawFrom, shownOrders } from "@/lib/judges/build-prompt";
import { guideAt, itemsFor } from "@/lib/judges/call-store";
import { makeProvider } from "@/lib/judges/make-provider";
import type { Asked } from "@/lib/judges/providers/contract";
import { templateSchema } from "@/lib/judges/schema";
import type { TryInput } from "@/lib/judges/schema";
import { findJudge } from "@/lib/judges/store";
import type { ChatMessage } from "@/lib/kinds/contract";
import { kindOf } from "@/lib/kinds/registry";
import { getProject } from "@/lib/projects/get-project";
import { findTrial } from "@/lib/judges/trial-store";

export type PromptPreview = {
  item: string;
  unitKey: string;
  mostMicros: number;
  orders: { shownOrder: number[]; messages: ChatMessage[] }[];
};

const prepare = async (actor: Actor, input: TryInput) => {
  const { projectId } = input;
  const judge = await findJudge(db(), projectId, { id: input.judgeId });
  if (!judge) throw notFound("judge");
  const { campaigns } = await getProject(actor, { projectId });
  const campaign = chooseCampaign(campaigns, input.campaignId);
  const trial = await findTrial(projectId, campaign.id, input.item);
  if (!trial)
    throw new AppError("not_found", {
      userMessage: input.item ? `No item “${input.item}” in this project.` : "This project has no items yet.",
    });
  const kind = kindOf(campaign.kind);
  const item = (await itemsFor(projectId, [trial.itemId])).get(trial.itemId);
  const unitKey = trial.unitKey ?? kind.units(campaign.config, item?.candidates.length ?? 0)[0];
  if (!item || unitKey === undefined)
    throw new AppError("refused", { userMessage: `“${trial.externalId}” cannot be asked about in this campaign.` });
  const template = input.template === undefined ? judge.template : templateSchema.parse(input.template);
  const provider = await makeProvider(actor, { ...judge, projectId, judgeId: judge.id });
  const orders = shownOrders(kind.unitOrdinals(unitKey, item.candidates.length), provider.orders, drawFrom(trial.itemId));
  const question = { kind, config: campaign.config, guide: (await guideAt(campaign.id, await databaseNow(db()))).markdown, item, unitKey };
  const asked: Asked = {
    callId: `try-${randomUUID()}`,
    attempt: 1,
    taskId: trial.taskId ?? "",
    itemId: trial.itemId,
    question,
    questionName: chooseQuestion(campaign, undefined),
    shownOrder: orders[0] ?? [],
    template,
  };
  return { judge, campaign, trial, kind, provider, orders, question, asked, template };
};

/** What a judge would be told about an item, word for word, in each order, and what asking once can cost at the most. */
export const previewPrompt = async (actor: Actor, input: TryInput): Promise<PromptPreview> => {
  await guard(actor, "judges:see", { projectId: input.projectId });
  const { judge, trial, provider, orders, question, asked, template } = await prepare(actor, input);
  return {
    item: trial.externalId,
    unitKey: question.unitKey,
    mostMicros: Number(provider.mostItCosts(asked)),
    orders: orders.map((shownOrder) => ({ shownOrder, messages: buildPrompt(question, template, shownOrder, judge.replyMode) })),
  };
};

export type Trial = {
  item: string;
  answer: string | null;
  reason: string | null;
  reply: string;
  probabilities: Record<string, number> | null;
  seconds: number;
  costMicros: number;
};

/** Asks a judge once about one item, for money, and stores no label. */
export const tryJudge = async (actor: Actor, input: TryInput): Promise<Trial> => {
  const { projectId } = input;
  await guard(actor, "judges:ask", { projectId });
  const { judge, campaign, trial, kind, provider, asked } = await prepare(actor, input);
  const amountMicros = provider.mostItCosts(asked);
  const held =
    amountMicros === 0n
      ? null
      : await reserve(actor, {
          projectId,
          campaignId: campaign.id,
          arm: `lm:${judge.name}`,
          amountMicros,
          idemKey: asked.callId,
          holdSeconds: holdSeconds(provider),
          onExpiry: provider.unknownOutcome,
          note: "a trial",
        });
  const started = performance.now();
  const outcome = await provider.ask(asked);
  const seconds = (performance.now() - started) / 1000;
  const closed = held && (await settle(actor, { projectId, reservationId: held.id, outcome: moneyOf(outcome, provider), note: "a trial" }));
  const common = { item: trial.externalId, seconds, costMicros: Number(closed?.settledMicros ?? 0n), reason: outcome.reason };
  if (outcome.kind === "failed") return { ...common, answer: null, reply: "", probabilities: null };
  const { question } = asked;
  const answer = outcome.response === null ? null : kind.describe(question.config, question.unitKey, outcome.response);
  return { ...common, answer, reply: outcome.reply, probabilities: outcome.probabilities };
};
