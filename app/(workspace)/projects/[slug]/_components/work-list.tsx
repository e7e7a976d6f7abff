import { stuckExplanation, stuckPage, stuckTitle } from "@/app/(workspace)/projects/[slug]/_components/describe-stuck";
import { JobProgress } from "@/components/jobs/job-progress";
import { AppLink } from "@/components/ui/app-link";
import { StateText } from "@/components/ui/badge";
import { jobCatalogue } from "@/lib/jobs/catalogue";
import type { RunningJob, Stuck } from "@/lib/overview/schema";

const titles: Record<string, { title: string }> = jobCatalogue;

/** What runs now, and everything that waits for somebody. */
export function WorkList({
  slug,
  projectId,
  stuck,
  running,
}: {
  slug: string;
  projectId: string;
  stuck: readonly Stuck[];
  running: readonly RunningJob[];
}) {
  // A single thing that is stuck stands above already, with its remedy.
  const waiting = stuck.length > 1 ? stuck : [];
  if (running.length === 0 && waiting.length === 0) return null;
  return (
    <div className="grid content-start gap-6">
      {running.length > 0 ? (
        <section>
          <h2 className="mb-2">Running</h2>
          <div className="grid gap-4">
            {running.map((job) => (
              <JobProgress key={job.id} projectId={projectId} jobId={job.id} label={titles[job.name]?.title ?? job.name} />
            ))}
          </div>
        </section>
      ) : null}
      {waiting.length > 0 ? (
        <section>
          <h2 className="mb-2">Waiting</h2>
          <ul>
            {waiting.map((one) => (
              <li key={`${one.kind}-${one.name}`} className="border-b border-rule py-2">
                <AppLink href={`/projects/${slug}/${stuckPage(one)}`} className="hover:underline">
                  <StateText tone="bad" className="whitespace-normal">
                    {stuckTitle(one)}
                  </StateText>
                </AppLink>
                <p className="text-12 text-ink-2">{stuckExplanation(one)}</p>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}
