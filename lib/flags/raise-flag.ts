import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { ownAnnotatorId } from "@/lib/assignments/own-annotator";
import type { Tx } from "@/lib/db";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { raiseFlagSchema } from "@/lib/flags/schema";
import { deleteFlag, insertFlag, warnOnce, wasGiven } from "@/lib/flags/store";
import type { NewFlag } from "@/lib/flags/store";

const unsafeWarning = "Somebody reported this item as unsafe or upsetting.";

/** Flags an item that this person was given. Reported as unsafe it is covered for everybody until they choose to see it. */
export const raiseFlag = async (actor: Actor, input: z.input<typeof raiseFlagSchema>): Promise<void> => {
  await guard(actor, "flags:raise", { projectId: input.projectId });
  const flag = raiseFlagSchema.parse(input);
  const annotatorId = await ownAnnotatorId(db(), actor, flag.projectId);
  await db().$transaction(async (tx) => {
    if (!(await wasGiven(tx, { taskId: flag.taskId, annotatorId, campaignId: flag.campaignId }))) throw notFound("item");
    await fileFlag(tx, { ...flag, annotatorId });
    await appendAudit(tx, actor, {
      action: "flags:raise",
      projectId: flag.projectId,
      subjectId: flag.taskId,
      detail: { reason: flag.reason },
    });
  });
};

/** Files a flag in a transaction of the caller, who knows that the person may. */
export const fileFlag = async (tx: Tx, flag: NewFlag): Promise<void> => {
  await insertFlag(tx, flag);
  if (flag.reason === "unsafe") await warnOnce(tx, flag.projectId, flag.taskId, unsafeWarning);
};

/** Takes back the flags that came with an answer or a skip which is undone. A content warning stays until a researcher looks. */
export const dropFlags = async (tx: Tx, flag: { taskId: string; annotatorId: string }): Promise<void> =>
  deleteFlag(tx, { ...flag, reasons: ["answer", "unsafe", "broken", "expert"] });
