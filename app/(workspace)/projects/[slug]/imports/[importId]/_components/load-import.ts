import type { OpenProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { pageData } from "@/lib/http/page-data";
import { listRefusals } from "@/lib/imports/list-refusals";
import { previewImport } from "@/lib/imports/preview-import";
import type { ImportPreview, ImportView } from "@/lib/imports/schema";
import { findLatestJob } from "@/lib/jobs/find-latest-job";

export const refusalsAPage = 100;

/** A file that cannot be read at all is told on the page, not as a fault of the page. */
const tryPreview = async (
  actor: Actor,
  input: { projectId: string; importId: string; campaignId: string },
): Promise<{ preview: ImportPreview | null; problem: string | null }> => {
  try {
    return { preview: await previewImport(actor, input), problem: null };
  } catch (error) {
    if (error instanceof AppError && error.code === "refused") return { preview: null, problem: error.userMessage };
    throw error;
  }
};

/** What came of the file, or what it would bring: for that its first rows are read. */
export const loadImport = ({ projectId, campaigns }: Pick<OpenProject, "projectId" | "campaigns">, view: ImportView, page: number) =>
  pageData(async (actor) => {
    const scope = { projectId, importId: view.id };
    const open = campaigns.filter(({ state }) => state !== "archived").map(({ id, name }) => ({ id, name }));
    const campaignId = open[0]?.id;
    const [job, refusals, look] = await Promise.all([
      view.state === "undone" ? null : findLatestJob(actor, { projectId, subjectId: view.id }),
      listRefusals(actor, { ...scope, skip: (page - 1) * refusalsAPage, take: refusalsAPage }),
      view.state === "uploaded" && campaignId ? tryPreview(actor, { ...scope, campaignId }) : null,
    ]);
    return { open, job, refusals, look };
  });

export type LoadedImport = Awaited<ReturnType<typeof loadImport>>;
