import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { AppError, notFound } from "@/lib/errors";
import { openPlace } from "@/lib/imports/open-place";
import { runImports } from "@/lib/imports/run-imports";
import type { ImportView } from "@/lib/imports/schema";
import { settleBase } from "@/lib/imports/settle-base";
import { openTargets } from "@/lib/imports/targets";
import { findImport, findWork } from "@/lib/imports/store";
import type { RunControl } from "@/lib/jobs/progress";
import { getProject } from "@/lib/projects/get-project";

/** Reads a started import's file into its project. Runs again after a crash: rows that are in already are recognised by content. */
export const importItems = async (
  actor: Actor,
  input: { projectId: string; importId: string },
  control: RunControl,
): Promise<ImportView> => {
  await guard(actor, "imports:create", { projectId: input.projectId });
  const { projectId, importId } = input;
  const work = await findWork(projectId, importId);
  if (!work) throw notFound("import");
  if (work.state === "running") {
    const { campaigns } = await getProject(actor, { projectId });
    const campaign = campaigns.find((candidate) => candidate.id === work.campaignId);
    const source = await openPlace(work);
    if (!campaign || !source)
      throw new AppError("refused", { userMessage: "The file or the campaign of this import is gone. Upload the file again." });
    const targets = await openTargets(projectId, [campaign], [importId]);
    const reading = await settleBase(source, work.reading);
    const failure = await runImports({ projectId, targets }, [{ importId, source, reading }], work.onError, control);
    if (failure !== null) throw new AppError("refused", { userMessage: failure });
  }
  const view = await findImport(projectId, importId);
  if (!view) throw notFound("import");
  return view;
};
