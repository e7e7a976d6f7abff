import { closeDb } from "@/lib/db";
import { jobNames, jobsAtOnce } from "@/lib/jobs/catalogue";
import { closeQueue, queue } from "@/lib/jobs/queue";
import { log } from "@/lib/log";
import { serveHealth } from "@/workers/health";
import { registry } from "@/workers/registry";
import { runJob } from "@/workers/run-job";
import { resendHandedBack, startSchedule, sweepJobs } from "@/workers/schedule";

process.env.PLUMBLINE_ROLE = "worker";

const shutdown = new AbortController();
const boss = await queue();
for (const name of jobNames) {
  for (let lane = 0; lane < jobsAtOnce(name); lane += 1) {
    await boss.work(name, { batchSize: 1, pollingIntervalSeconds: 0.5 }, async ([job]) => {
      if (job) await runJob(name, registry[name], job.data, shutdown.signal);
    });
  }
}
await sweepJobs();
await resendHandedBack();
const stopSchedule = startSchedule();
const healthPort = Number(process.env.WORKER_HEALTH_PORT ?? 0);
const health = healthPort > 0 ? serveHealth(healthPort, process.env.WORKER_HEALTH_HOST) : null;
log.info({ jobs: jobNames.length }, "worker ready");
// The supervisor waits for this line.
process.stdout.write("worker ready\n");

const stop = async (): Promise<void> => {
  stopSchedule();
  health?.close();
  shutdown.abort();
  await closeQueue();
  await closeDb();
  process.exit(0);
};
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    stop().catch((error: unknown) => {
      log.error({ error: String(error) }, "worker stopped badly");
      process.exit(1);
    });
  });
}
