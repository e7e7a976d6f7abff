import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { withRetries } from "@/lib/db-retry";
import { findCampaign } from "@/lib/projects/find-campaign";
import { keySlots } from "@/lib/tasks/key-store";
import { campaignToOpen } from "@/lib/tasks/open-stretch";
import { countUncounted, mayHaveUncounted, openReplacements } from "@/lib/tasks/replacement-sql";
import type { Uncounted } from "@/lib/tasks/schema";

type Place = { projectId: string; campaignId: string };

/** Tasks that one step opens, a quarter of a second of 300,000 answers, and that one request goes through. */
const tasksAtOnce = 1_000;
const mostARequest = 5_000;

/**
 * Answers of a campaign that take a place of their tasks and do not count any more, since their people were left out or the question
 * has changed: those tasks have fewer answers than they were to have. What is asked for in their place already is not among them.
 */
export const getUncounted = async (actor: Actor, { projectId, campaignId }: Place): Promise<Uncounted> => {
  await guard(actor, "tasks:see", { projectId });
  const { countsFrom } = await findCampaign(projectId, campaignId);
  return count({ projectId, campaignId }, countsFrom);
};

const count = async (place: Place, countsFrom: number): Promise<Uncounted> =>
  (await mayHaveUncounted(db(), place, countsFrom))
    ? countUncounted(db(), place, countsFrom)
    : { leftOut: 0, earlierQuestion: 0, tasks: 0 };

/** What was opened, and in how many tasks there is more to ask about. */
export type Replaced = { tasks: number; slots: number; tasksLeft: number };

/**
 * Asks another person in the place of each of those answers. Asking again changes nothing; counting a person's answers again takes
 * back the places that nobody holds yet. Of many tasks some thousand are opened at a time.
 * @throws AppError refused where the campaign is archived
 */
export const replaceUncounted = async (actor: Actor, { projectId, campaignId }: Place, most = mostARequest): Promise<Replaced> => {
  await guard(actor, "tasks:open", { projectId });
  const { countsFrom } = await findCampaign(projectId, campaignId);
  const scope = { projectId, campaignId };
  const replaced = { tasks: 0, slots: 0 };
  while (replaced.tasks < most && (await mayHaveUncounted(db(), scope, countsFrom))) {
    const step = Math.min(tasksAtOnce, most - replaced.tasks);
    const opened = await withRetries(() =>
      db().$transaction(async (tx) => {
        const campaign = await campaignToOpen(tx, scope);
        const slots = await openReplacements(tx, scope, countsFrom, step);
        const taskIds = [...new Set(slots)];
        if (taskIds.length === 0) return { tasks: 0, slots: 0 };
        await keySlots(tx, { ...scope, taskIds, handout: campaign.handout });
        const detail = { asked: "in the place of answers that do not count", tasks: taskIds.length, slots: slots.length };
        await appendAudit(tx, actor, { action: "tasks:open", projectId, subjectId: campaignId, detail });
        return { tasks: taskIds.length, slots: slots.length };
      }),
    );
    if (opened.tasks === 0) break;
    replaced.tasks += opened.tasks;
    replaced.slots += opened.slots;
  }
  return { ...replaced, tasksLeft: (await count(scope, countsFrom)).tasks };
};
