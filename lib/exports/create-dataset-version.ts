import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { loadContext, resolveRecipe } from "@/lib/exports/load-context";
import { datasetInputSchema } from "@/lib/exports/schema";
import type { DatasetInput } from "@/lib/exports/schema";
import { insertVersion } from "@/lib/exports/store";
import { enqueue } from "@/lib/jobs/enqueue";

export type CreatedVersion = { id: string; number: number; jobId: string | null };

/**
 * Writes down what is wanted, with the recipe resolved to the rows that it means now. `build: "worker"` queues the work in
 * the same step; `"caller"` leaves it to whoever calls, as the command line does.
 * @throws AppError refused where the format has no form for the campaign, or needs a consensus and nothing was aggregated yet
 */
export const createDatasetVersion = async (actor: Actor, input: DatasetInput & { build: "worker" | "caller" }): Promise<CreatedVersion> => {
  await guard(actor, "exports:create", { projectId: input.projectId });
  const { build, ...wanted } = input;
  const { projectId, format, container, recipe } = datasetInputSchema.parse(wanted);
  const resolved = await resolveRecipe(await loadContext(actor, projectId, format, recipe), format, recipe);
  return db().$transaction(async (tx) => {
    const version = await insertVersion(tx, projectId, { format, container, recipe: resolved, createdById: actorUserId(actor) });
    const jobId = build === "worker" ? await enqueue(tx, actor, "build-dataset-version", { projectId, subjectId: version.id }) : null;
    await appendAudit(tx, actor, {
      action: "exports:create",
      projectId,
      subjectId: version.id,
      detail: { number: version.number, format, container },
    });
    return { ...version, jobId };
  });
};
