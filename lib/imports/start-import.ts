import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { startImportSchema } from "@/lib/imports/schema";
import { findImport, markStarted } from "@/lib/imports/store";
import { enqueue } from "@/lib/jobs/enqueue";
import { getProject } from "@/lib/projects/get-project";

/** Queues an uploaded file to be read into the project. */
export const startImport = async (actor: Actor, input: z.input<typeof startImportSchema>): Promise<{ jobId: string }> => {
  await guard(actor, "imports:create", { projectId: input.projectId });
  const { projectId, importId, campaignId, onError, reading } = startImportSchema.parse(input);
  const { campaigns } = await getProject(actor, { projectId });
  if (!campaigns.some((campaign) => campaign.id === campaignId)) throw notFound("campaign");
  if (!(await findImport(projectId, importId))) throw notFound("import");
  if (reading.format === "columns" && !reading.mapping) {
    throw new AppError("invalid_input", { userMessage: "Say which columns hold the prompt and the responses." });
  }
  return db().$transaction(async (tx) => {
    if (!(await markStarted(tx, projectId, importId, { campaignId, onError, reading }))) {
      throw new AppError("conflict", { userMessage: "This import has already been started." });
    }
    await appendAudit(tx, actor, { action: "imports:create", projectId, subjectId: importId, detail: { onError, campaignId } });
    return { jobId: await enqueue(tx, actor, "import-items", { projectId, subjectId: importId }) };
  });
};
