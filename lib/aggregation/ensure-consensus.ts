import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { aggregateProject } from "@/lib/aggregation/aggregate-project";
import { modelAgain } from "@/lib/aggregation/model-again";
import { chooseCampaign, chooseQuestion } from "@/lib/aggregation/read-labels";
import type { AggregationView } from "@/lib/aggregation/schema";
import { hasAnswersFrom, latestDoneAggregation, readsEveryAnswer } from "@/lib/aggregation/store";
import type { RunControl } from "@/lib/jobs/progress";
import { getProject } from "@/lib/projects/get-project";

/**
 * The newest aggregation of a question, made anew with the same model where answers came or went since, and made where there is
 * none. It is one of people's answers, unless the caller names others; where no person has answered the campaign, one of language
 * models'.
 */
export const ensureConsensus = async (
  actor: Actor,
  input: {
    projectId: string;
    campaignId?: string | undefined;
    question?: string | undefined;
    source?: "human" | "lm" | "all" | undefined;
    seed?: number | undefined;
  },
  run?: RunControl,
): Promise<AggregationView> => {
  const { projectId, seed } = input;
  await guard(actor, "aggregation:run", { projectId });
  const { campaigns } = await getProject(actor, { projectId });
  const campaign = chooseCampaign(campaigns, input.campaignId, input.question);
  const question = chooseQuestion(campaign, input.question);
  const scope = { projectId, campaignId: campaign.id };
  const source = input.source ?? (!(await hasAnswersFrom(scope, "human")) && (await hasAnswersFrom(scope, "lm")) ? "lm" : "human");
  const newest = await latestDoneAggregation(projectId, { campaignId: campaign.id, question, source });
  if (newest && (await readsEveryAnswer(projectId, newest.id))) return newest;
  const model = modelAgain(campaign, question, newest?.model);
  return aggregateProject(actor, { ...scope, question, source, model, seed }, run);
};
