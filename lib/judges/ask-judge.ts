import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { chooseCampaign } from "@/lib/aggregation/read-labels";
import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { requireBudget } from "@/lib/budgets/reserve";
import { AppError, notFound, publicMessage } from "@/lib/errors";
import { holdWork, isHeld } from "@/lib/held-work";
import { enqueue } from "@/lib/jobs/enqueue";
import { findLatestJob } from "@/lib/jobs/find-latest-job";
import type { RunControl } from "@/lib/jobs/progress";
import { finishAsk, insertAsk, liveAskOf, lockJudge, shareOfPlan } from "@/lib/judges/ask-store";
import { countUnanswered, ofVersion } from "@/lib/judges/unanswered-store";
import { runAsk } from "@/lib/judges/run-ask";
import { askJudgeSchema, costs } from "@/lib/judges/schema";
import type { AskJudge, AskView } from "@/lib/judges/schema";
import { findJudge } from "@/lib/judges/store";
import { getProject } from "@/lib/projects/get-project";
import type { CampaignView } from "@/lib/projects/schema";

type Wanted = z.output<typeof askJudgeSchema>;

/** @throws AppError where the plan has nothing for this judge: a round about no task would look as if all was done */
const requireShare = async (tx: Tx, projectId: string, number: number, judge: string): Promise<void> => {
  const plan = await shareOfPlan(tx, projectId, number, judge);
  if (!plan) throw notFound("plan");
  if (plan.state !== "committed")
    throw new AppError("refused", { userMessage: `Plan ${number} is not committed, so it leaves nothing to a judge yet.` });
  if (plan.items === 0) throw new AppError("refused", { userMessage: `Plan ${number} leaves nothing to “${judge}”.` });
};

/** Read before the transaction: one that waited for a second connection would hold up all others where many judges are asked at once. */
const campaignToAsk = async (actor: Actor, { projectId, campaignId }: Wanted): Promise<CampaignView> =>
  chooseCampaign((await getProject(actor, { projectId })).campaigns, campaignId);

/** Writes what is asked for. Which questions that comes to is worked out by whoever asks them: of all items it may take minutes. */
const openAsk = async (tx: Tx, actor: Actor, wanted: Wanted, campaign: CampaignView): Promise<string> => {
  const { projectId, judgeId, scope, again, limit } = wanted;
  const judge = await findJudge(tx, projectId, { id: judgeId });
  if (!judge) throw notFound("judge");
  if (judge.archived) throw new AppError("refused", { userMessage: `“${judge.name}” is archived. Bring it back before asking it.` });
  if (costs(judge.settings)) await requireBudget(tx, projectId, { campaignId: campaign.id, arm: `lm:${judge.name}` });
  await lockJudge(tx, judgeId);
  if (await liveAskOf(tx, judgeId))
    throw new AppError("conflict", { userMessage: `“${judge.name}” is being asked already. Wait for that round to end, or cancel it.` });
  if (campaign.state === "archived")
    throw new AppError("refused", { userMessage: "This campaign is archived. Bring it back before asking about it." });
  if (
    scope.tasks === "unanswered" &&
    (await countUnanswered(tx, { projectId, campaignId: campaign.id, ...ofVersion(judge) })).questions === 0
  )
    throw new AppError("refused", { userMessage: `Version ${judge.version} of “${judge.name}” left nothing unanswered here.` });
  if (scope.tasks === "plan") await requireShare(tx, projectId, scope.plan, judge.name);
  const askId = await insertAsk(tx, {
    projectId,
    judgeId,
    versionId: judge.versionId,
    campaignId: campaign.id,
    scope: { scope, again, limit },
    createdById: actorUserId(actor),
  });
  const detail = { judge: judge.name, version: judge.version, campaign: campaign.slug, tasks: scope.tasks };
  await appendAudit(tx, actor, { action: "judges:ask", projectId, subjectId: askId, detail });
  return askId;
};

/** Has the worker ask a judge. @throws AppError conflict while it is being asked already */
export const askJudge = async (actor: Actor, input: AskJudge): Promise<{ askId: string; jobId: string }> => {
  await guard(actor, "judges:ask", { projectId: input.projectId });
  const wanted = askJudgeSchema.parse(input);
  const campaign = await campaignToAsk(actor, wanted);
  return db().$transaction(async (tx) => {
    const askId = await openAsk(tx, actor, wanted, campaign);
    return { askId, jobId: await enqueue(tx, actor, "ask-judges", { projectId: wanted.projectId, subjectId: askId }) };
  });
};

/** A round that a killed command line left behind: no job runs it, and no other command. */
const leftBehind = async (actor: Actor, projectId: string, judgeId: string): Promise<string | null> => {
  const askId = await liveAskOf(db(), judgeId);
  if (askId === null) return null;
  const job = await findLatestJob(actor, { projectId, subjectId: askId });
  const runs = (job && (job.state === "queued" || job.state === "running")) || (await isHeld(askId));
  return runs ? null : askId;
};

/** Asks a judge here and now: what the command line does. A round that was left behind is carried on with first. */
export const askJudgeHere = async (actor: Actor, input: AskJudge, control: RunControl): Promise<AskView> => {
  await guard(actor, "judges:ask", { projectId: input.projectId });
  const wanted = askJudgeSchema.parse(input);
  const { projectId } = wanted;
  const left = await leftBehind(actor, projectId, wanted.judgeId);
  if (left !== null) await holdWork(left, () => runToItsEnd(actor, { projectId, askId: left }, control));
  const campaign = await campaignToAsk(actor, wanted);
  const askId = await db().$transaction((tx) => openAsk(tx, actor, wanted, campaign));
  return holdWork(askId, () => runToItsEnd(actor, { projectId, askId }, control));
};

const runToItsEnd = async (actor: Actor, ask: { projectId: string; askId: string }, control: RunControl): Promise<AskView> => {
  try {
    return await runAsk(actor, ask, control);
  } catch (error) {
    await finishAsk(ask.projectId, ask.askId, { state: control.signal.aborted ? "cancelled" : "failed", error: publicMessage(error) });
    throw error;
  }
};
