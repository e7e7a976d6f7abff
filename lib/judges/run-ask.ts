import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { chooseQuestion } from "@/lib/aggregation/read-labels";
import { payloadHash } from "@/lib/annotations/payload-hash";
import { prolong, settle } from "@/lib/budgets/reserve";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import type { RunControl } from "@/lib/jobs/progress";
import { beginAttempt, finishAttempt, holdSeconds, isNoRoom } from "@/lib/judges/ask-once";
import { askViews, countsSince, finishAsk, openRun, requireWanted, tasksToAsk } from "@/lib/judges/ask-store";
import type { RunningAsk } from "@/lib/judges/ask-store";
import { drawFrom, shownOrders } from "@/lib/judges/build-prompt";
import {
  answersToTask,
  countCalls,
  guideAt,
  insertCalls,
  insertLabel,
  itemsFor,
  orphanedCalls,
  returnOrphan,
  tasksToLabel,
  waitingCalls,
} from "@/lib/judges/call-store";
import type { AskedGuide, WaitingCall } from "@/lib/judges/call-store";
import { combineCalls } from "@/lib/judges/combine";
import { makeProvider } from "@/lib/judges/make-provider";
import { backoffSeconds, createPace, rest } from "@/lib/judges/pace";
import { runPool } from "@/lib/judges/pool";
import type { Provider } from "@/lib/judges/providers/contract";
import { createStreak } from "@/lib/judges/streak";
import type { AskView } from "@/lib/judges/schema";
import type { KindItem } from "@/lib/kinds/contract";
import { kindOf } from "@/lib/kinds/registry";
import { getProject } from "@/lib/projects/get-project";
import type { CampaignView } from "@/lib/projects/schema";
import { ensureAllTasks } from "@/lib/tasks/ensure-all-tasks";

type Run = {
  actor: Actor;
  projectId: string;
  ask: RunningAsk;
  campaign: CampaignView;
  provider: Provider;
  control: RunControl;
  guide: AskedGuide;
  /** since when answers to the question count */
  since: Date | null;
};

const callsAtOnce = 200;

/**
 * Asks a judge everything that an ask is about. Safe to run again after its worker died: a question that was out is asked once
 * more (under the same key where the server knows such keys), what it may have cost is kept, and no label is written twice.
 */
export const runAsk = async (actor: Actor, input: { projectId: string; askId: string }, control: RunControl): Promise<AskView> => {
  const { projectId, askId } = input;
  await guard(actor, "judges:ask", { projectId });
  const ask = await openRun(projectId, askId);
  if (ask) {
    const { campaigns } = await getProject(actor, { projectId });
    const campaign = campaigns.find(({ id }) => id === ask.campaignId);
    if (!campaign) throw notFound("campaign");
    const since = await countsSince(db(), campaign);
    // Its answers so far are to another question, and would be taken together with answers to this one.
    if (since !== null && since > ask.createdAt)
      throw new AppError("conflict", {
        userMessage: "The question was changed since this round was ordered. Ask again: the new one is asked then.",
      });
    await requireWanted(db(), askId, campaign.countsFrom);
    const provider = await makeProvider(actor, { ...ask, projectId });
    const run: Run = { actor, projectId, ask, campaign, provider, control, since, guide: await guideAt(campaign.id, ask.createdAt) };
    if ((await countCalls(askId)).total === 0) {
      if (ask.stored.scope.tasks === "all") await ensureAllTasks(projectId, campaign.id, campaign, control);
      await writeCalls(run);
    }
    // Also those of an earlier round, which this one has just taken over: its worker may have died before it was ended.
    await returnOrphans(run);
    await askAll(run);
    await labelTasks(run, null);
    await finishAsk(projectId, askId, { state: "done", error: null });
  }
  const [view] = await askViews(projectId, { askId }, 1);
  if (!view) throw notFound("round of asking");
  return view;
};

const keyOf = ({ ask }: Run): { askId: string; epoch: number } => ({ askId: ask.id, epoch: ask.epoch });

/**
 * Questions that were out when another worker died: their outcome is unknown, unless the server answers the same key again for nothing.
 * Then their promise is kept as well; one that was given back meanwhile is made anew, since it would be spent without one.
 */
const returnOrphans = async (run: Run): Promise<void> => {
  const { actor, projectId, provider } = run;
  const stillPromised = async (reservationId: string | null): Promise<boolean> =>
    reservationId === null || (await prolong(actor, { projectId, reservationId, holdSeconds: holdSeconds(provider) })) !== "released";
  for (const { id, reservationId } of await orphanedCalls(run.ask.id)) {
    const repeats = provider.honoursIdempotencyKeys && (await stillPromised(reservationId));
    await db().$transaction(async (tx) => {
      const closed =
        repeats || reservationId === null
          ? null
          : await settle(actor, { projectId, reservationId, outcome: { kind: provider.unknownOutcome }, note: "its worker died" }, tx);
      await returnOrphan(tx, keyOf(run), {
        id,
        costMicros: closed?.settledMicros ?? 0n,
        unknown: closed !== null,
        reservationId: repeats ? reservationId : null,
        repeats,
      });
    });
  }
};

/** All questions of the ask, in one transaction: either all are there or none. */
const writeCalls = async ({ projectId, ask, campaign, provider, control, since }: Run): Promise<void> => {
  const kind = kindOf(campaign.kind);
  await db().$transaction(
    async (tx) => {
      const tasks = await tasksToAsk(tx, { projectId, ...ask, countsFrom: campaign.countsFrom });
      for (let start = 0; start < tasks.length; start += 1_000) {
        control.signal.throwIfAborted();
        const calls = tasks.slice(start, start + 1_000).flatMap((task) => {
          const orders = shownOrders(
            kind.unitOrdinals(task.unitKey, task.candidates),
            provider.orders,
            drawFrom(`${ask.versionId} ${task.id}`),
          );
          return orders.flatMap((shownOrder, orderIndex) =>
            Array.from({ length: provider.samples }, (_, sample) => ({ taskId: task.id, orderIndex, sample, shownOrder })),
          );
        });
        const unanswered = ask.stored.scope.tasks === "unanswered";
        await insertCalls(tx, { projectId, askId: ask.id, versionId: ask.versionId, unanswered, countsSince: since }, calls);
        control.report({ done: start, total: tasks.length, message: `Writing the questions for ${ask.judge}` });
      }
    },
    { timeout: 600_000 },
  );
};

async function* callsOf({ projectId, ask, control }: Run): AsyncGenerator<{ call: WaitingCall; item: KindItem }> {
  let after = "";
  for (;;) {
    control.signal.throwIfAborted();
    const calls = await waitingCalls(ask.id, { after, take: callsAtOnce });
    const items = await itemsFor(projectId, [...new Set(calls.map(({ itemId }) => itemId))]);
    for (const call of calls) {
      const item = items.get(call.itemId);
      if (item) yield { call, item };
      after = call.id;
    }
    if (calls.length < callsAtOnce) return;
  }
}

const askAll = async (run: Run): Promise<void> => {
  const { actor, projectId, ask, campaign, provider, control, guide } = run;
  const { total, finished } = await countCalls(ask.id);
  let done = finished;
  const report = (): void => control.report({ done, total, message: `Asking ${ask.judge}` });
  report();
  const pace = createPace(provider.requestsPerMinute);
  const ended = createStreak(provider.mostUnansweredInARow);
  const kind = kindOf(campaign.kind);
  const questionName = chooseQuestion(campaign, undefined);
  const scope = { projectId, campaignId: campaign.id, judge: ask.judge, countsFrom: campaign.countsFrom, run: keyOf(run) };
  await runPool(callsOf(run), provider.concurrency, control.signal, async ({ call, item }, pool) => {
    const question = { kind, config: campaign.config, guide: guide.markdown, item, unitKey: call.unitKey };
    let last = { answered: false, reason: "" };
    for (let tries = 1; ;) {
      await pace.turn(control.signal);
      const asked = {
        callId: call.id,
        attempt: call.attempt + tries,
        taskId: call.taskId,
        itemId: call.itemId,
        question,
        questionName,
        shownOrder: call.shownOrder,
        template: ask.template,
      };
      try {
        const reservationId = await beginAttempt(actor, scope, provider, asked);
        const result = await pool.busy(finishAttempt(actor, scope, provider, asked, reservationId, tries < provider.attempts));
        if (result.endsAsk !== null) throw new AppError("conflict", { userMessage: `The judge cannot be asked: ${result.endsAsk}.` });
        last = result;
        if (result.state !== "waiting") break;
        if (result.retryAfterSeconds !== null) pace.pause(result.retryAfterSeconds);
        await rest(result.retryAfterSeconds ?? backoffSeconds(provider.retrySeconds, tries), control.signal);
        tries += 1;
      } catch (error) {
        // Other questions hold money that may come free: only when none is out is there truly no room.
        if (!isNoRoom(error) || !(await pool.othersEnd())) throw error;
      }
    }
    done += 1;
    report();
    await labelTasks(run, call.taskId);
    ended(last);
  });
};

/** Labels from the answers of tasks whose questions are all through. */
const labelTasks = async (run: Run, taskId: string | null): Promise<void> => {
  const { projectId, ask, campaign } = run;
  const kind = kindOf(campaign.kind);
  const { questionVersion, countsFrom } = campaign;
  for (const id of await tasksToLabel({ askId: ask.id, versionId: ask.versionId, annotatorId: ask.annotatorId, countsFrom }, taskId)) {
    const answers = await answersToTask(ask.versionId, id);
    const [first] = answers;
    if (!first) continue;
    const response = combineCalls(kind, campaign.config, first.unitKey, answers);
    const hash = payloadHash({ response, comment: "", flagged: false, extras: [] });
    await db().$transaction((tx) =>
      insertLabel(tx, keyOf(run), {
        projectId,
        campaignId: campaign.id,
        taskId: id,
        annotatorId: ask.annotatorId,
        versionId: ask.versionId,
        questionVersion,
        countsFrom,
        response,
        payloadHash: hash,
        shownOrder: first.shownOrder,
        guideVersionId: run.guide.id,
      }),
    );
  }
};

/** Marks an ask whose job ended early. For the worker alone. */
export const settleAsk = async (input: {
  projectId: string;
  subjectId: string;
  outcome: "failed" | "cancelled";
  message: string;
}): Promise<void> => finishAsk(input.projectId, input.subjectId, { state: input.outcome, error: input.message });
