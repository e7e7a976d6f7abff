"use client";

import { useRouter } from "next/navigation";
import { useJob } from "@/components/jobs/use-job";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ProgressBar } from "@/components/ui/progress-bar";
import type { JobView } from "@/lib/jobs/schema";

export interface JobProgressProps {
  projectId: string;
  jobId: string;
  /** What is done, as a title: "Training reward model 3". */
  label: string;
  /** What is counted: "rows". */
  unit?: string;
  initial?: JobView;
  /** Called once at the end. Without it the page is read anew, so that it shows the outcome. */
  onEnd?: (job: JobView) => void;
}

const measuredRate = (job: JobView): number | null => {
  if (job.startedAt === null || job.done === 0) return null;
  const seconds = (Date.now() - Date.parse(job.startedAt)) / 1000;
  return seconds > 2 ? job.done / seconds : null;
};

/** A job while it runs: bar, what it does now, cancel; and how it ended. */
export function JobProgress({ projectId, jobId, label, unit, initial, onEnd }: JobProgressProps) {
  const router = useRouter();
  const { job, problem, cancel, cancelling, cancelProblem } = useJob({
    projectId,
    jobId,
    initial,
    onEnd: onEnd ?? (() => router.refresh()),
  });
  if (!job) {
    return problem === null ? (
      <ProgressBar label={label} value={0} max={null} note="asking the server" />
    ) : (
      <Callout tone="bad" title={`The progress of “${label}” cannot be read. ${problem}`}>
        The work itself goes on.
      </Callout>
    );
  }
  if (job.state === "done")
    return (
      <Callout tone="good" live title={`${label}: done`}>
        {job.message}
      </Callout>
    );
  if (job.state === "failed")
    return (
      <Callout tone="bad" live title={`${label}: failed`}>
        {job.message}
      </Callout>
    );
  if (job.state === "cancelled")
    return (
      <Callout live title={`${label}: cancelled`}>
        {job.message}
      </Callout>
    );
  return (
    <div className="grid gap-2" aria-busy="true">
      <div className="flex items-end gap-4">
        <ProgressBar
          className="grow"
          label={label}
          unit={unit}
          value={job.done}
          max={job.total}
          // By the clock, which says one thing on the server and another in the browser: not in what both of them draw.
          ratePerSecond={job === initial ? null : measuredRate(job)}
          note={cancelling ? "stopping" : undefined}
        />
        <Button size="sm" disabled={cancelling} onClick={cancel}>
          Cancel
        </Button>
      </div>
      <p className="text-12 text-ink-2" aria-live="polite">
        {cancelProblem ?? problem ?? job.message}
      </p>
    </div>
  );
}
