import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { chooseCampaign, chooseQuestion } from "@/lib/aggregation/read-labels";
import { db } from "@/lib/db";
import { databaseNow } from "@/lib/database-now";
import { notFound } from "@/lib/errors";
import { guideAt, itemsFor } from "@/lib/judges/call-store";
import { makeProvider } from "@/lib/judges/make-provider";
import { unansweredSchema } from "@/lib/judges/schema";
import type { UnansweredView } from "@/lib/judges/schema";
import { findJudge } from "@/lib/judges/store";
import { countUnanswered, ofVersion, unansweredCalls, unansweredReasons, unansweredReplies } from "@/lib/judges/unanswered-store";
import { kindOf } from "@/lib/kinds/registry";
import { getProject } from "@/lib/projects/get-project";

const orderSchema = z.array(z.number().int());
const pricedAtOnce = 200;
const repliesShown = 20;

/**
 * What a judge's present version left without an answer, why, and what asking all of it once more can cost at the most: by the
 * prompts as they would be sent now, one by one, each with the longest answer allowed.
 */
export const priceUnanswered = async (actor: Actor, input: z.input<typeof unansweredSchema>): Promise<UnansweredView> => {
  await guard(actor, "judges:see", { projectId: input.projectId });
  const { projectId, judgeId, campaignId } = unansweredSchema.parse(input);
  const judge = await findJudge(db(), projectId, { id: judgeId });
  if (!judge) throw notFound("judge");
  const { campaigns } = await getProject(actor, { projectId });
  const campaign = chooseCampaign(campaigns, campaignId);
  const scope = { projectId, campaignId: campaign.id, ...ofVersion(judge) };
  const counts = await countUnanswered(db(), scope);
  if (counts.questions === 0) return { ...counts, mostMicros: 0, reasons: [], replies: [] };
  const [reasons, replies, provider, guide] = await Promise.all([
    unansweredReasons(scope),
    unansweredReplies(scope, repliesShown),
    makeProvider(actor, { ...judge, projectId, judgeId }),
    databaseNow(db()).then((now) => guideAt(campaign.id, now)),
  ]);
  const common = { kind: kindOf(campaign.kind), config: campaign.config, guide: guide.markdown };
  const questionName = chooseQuestion(campaign, undefined);
  let most = 0n;
  for (let after = ""; ;) {
    const calls = await unansweredCalls(scope, { after, take: pricedAtOnce });
    const items = await itemsFor(projectId, [...new Set(calls.map(({ itemId }) => itemId))]);
    for (const { id, taskId, itemId, unitKey, attempt, shownOrder } of calls) {
      after = id;
      const item = items.get(itemId);
      if (!item) continue;
      const question = { ...common, item, unitKey };
      const asked = { callId: id, attempt: attempt + 1, taskId, itemId, question, questionName, template: judge.template };
      most += provider.mostItCosts({ ...asked, shownOrder: orderSchema.parse(shownOrder) });
    }
    if (calls.length < pricedAtOnce) break;
  }
  return {
    ...counts,
    mostMicros: Number(most),
    reasons,
    replies: replies.map(({ at, ...reply }) => ({ ...reply, at: at?.toISOString() ?? null })),
  };
};
