"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { z } from "zod";
import { LineBandChart } from "@/components/charts/line-band-chart";
import { JobProgress } from "@/components/jobs/job-progress";
import type { JobView } from "@/lib/jobs/schema";

const newsSchema = z.object({ state: z.string(), losses: z.array(z.number()) });

/** A training at work: its progress, and the loss as it falls, told by the server as it changes. */
export function TrainingLive({
  projectId,
  versionId,
  number,
  job,
}: {
  projectId: string;
  versionId: string;
  number: number;
  job: JobView;
}) {
  const router = useRouter();
  const [losses, setLosses] = useState<number[]>([]);

  useEffect(() => {
    const source = new EventSource(`/api/reward-models/${encodeURIComponent(versionId)}/events?projectId=${encodeURIComponent(projectId)}`);
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const news = newsSchema.safeParse(JSON.parse(data));
      if (!news.success) return;
      setLosses(news.data.losses);
      if (news.data.state === "queued" || news.data.state === "running") return;
      source.close();
      router.refresh();
    };
    return () => source.close();
  }, [projectId, versionId, router]);

  return (
    <div className="grid gap-4">
      <JobProgress projectId={projectId} jobId={job.id} initial={job} label={`Training version ${number}`} unit="%" />
      {losses.length > 1 ? (
        <LineBandChart
          title="Loss"
          say="The final model’s penalised loss, round by round."
          fileName={`v${number}-loss`}
          xTitle="round"
          yTitle="loss"
          series={[{ label: `v${number}`, tone: "measured", joined: true, points: losses.map((loss, round) => ({ x: round, y: loss })) }]}
        />
      ) : null}
    </div>
  );
}
