import { JobProgress } from "@/components/jobs/job-progress";
import { Callout } from "@/components/ui/callout";
import type { ImportView } from "@/lib/imports/schema";
import type { JobView } from "@/lib/jobs/schema";

/** What is at work on a file now, or stopped before it was whole. */
export function ImportJobs({ projectId, view, job: latest }: { projectId: string; view: ImportView; job: JobView | null }) {
  const undoing = latest?.name === "undo-import" ? latest : null;
  const job = undoing === null && (view.state === "running" || view.state === "fetching") ? latest : null;
  return (
    <>
      {job ? (
        <JobProgress
          projectId={projectId}
          jobId={job.id}
          label={`${view.state === "fetching" ? "Fetching" : "Importing"} ${view.fileName}`}
          unit="kB"
          initial={job}
        />
      ) : null}
      {undoing?.finishedAt === null ? (
        <JobProgress
          key={undoing.id}
          projectId={projectId}
          jobId={undoing.id}
          label={`Undoing ${view.fileName}`}
          unit="items"
          initial={undoing}
        />
      ) : null}
      {undoing && undoing.finishedAt !== null ? (
        <Callout tone={undoing.state === "failed" ? "bad" : undefined} title="It was not undone">
          {undoing.message} Everything that the file brought is still there.
        </Callout>
      ) : null}
      {view.state === "receiving" ? (
        <Callout title="This upload is not whole yet">
          Choose the same file again on the imports page: it goes on where it broke off.
        </Callout>
      ) : null}
      {view.state === "running" && !job ? (
        <Callout title="The command line is reading this file">It reports there when it is done.</Callout>
      ) : null}
    </>
  );
}
