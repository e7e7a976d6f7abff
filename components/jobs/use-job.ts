"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { z } from "zod";
import { jobViewSchema } from "@/lib/jobs/schema";
import type { JobView } from "@/lib/jobs/schema";

const problemSchema = z.object({ detail: z.string() });
const pollMs = 1_000;

export const jobEnded = (job: JobView): boolean => job.state === "done" || job.state === "failed" || job.state === "cancelled";

const failureOf = async (response: Response): Promise<Error> => {
  const problem = problemSchema.safeParse(await response.json().catch(() => null));
  return new Error(problem.success ? problem.data.detail : `The server answered ${response.status}.`);
};

export type UseJob = {
  /** null until it is first read */
  job: JobView | null;
  /** why it could not be read the last time; reading goes on */
  problem: string | null;
  cancel: () => void;
  cancelling: boolean;
  cancelProblem: string | null;
};

/**
 * A job as it goes on, read every second until it ends.
 * @param work.onEnd called once the job has ended, also where it had before the page came: whoever shows its progress takes it
 * for going on, and what the page says of its subject may have been read a moment before it ended
 */
export function useJob(work: { projectId: string; jobId: string; initial?: JobView; onEnd?: (job: JobView) => void }): UseJob {
  const { projectId, jobId, initial, onEnd } = work;
  const client = useQueryClient();
  const key = ["job", projectId, jobId];
  const address = `/api/jobs/${encodeURIComponent(jobId)}`;

  const query = useQuery({
    queryKey: key,
    initialData: initial,
    // What the server rendered is a second old at most, and soon wrong.
    staleTime: 0,
    retry: false,
    queryFn: async ({ signal }) => {
      const response = await fetch(`${address}?projectId=${encodeURIComponent(projectId)}`, { signal });
      if (!response.ok) throw await failureOf(response);
      return jobViewSchema.parse(await response.json());
    },
    refetchInterval: ({ state }) => (state.data && jobEnded(state.data) ? false : pollMs),
  });

  const cancelling = useMutation({
    mutationFn: async () => {
      const response = await fetch(address, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ projectId }),
      });
      if (!response.ok) throw await failureOf(response);
    },
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });

  const job = query.data ?? null;
  const told = useRef(false);
  useEffect(() => {
    if (!job) return;
    const ended = jobEnded(job);
    if (ended && !told.current) onEnd?.(job);
    told.current = ended;
  }, [job, onEnd]);

  return {
    job,
    problem: query.error?.message ?? null,
    cancel: () => cancelling.mutate(),
    cancelling: cancelling.isPending || (job?.cancelRequested === true && !jobEnded(job)),
    cancelProblem: cancelling.error?.message ?? null,
  };
}
