import { refreshAggregations } from "@/lib/aggregation/refresh-aggregations";
import { expireLeases } from "@/lib/assignments/expire-leases";
import { recheckLogs } from "@/lib/audit/check-log";
import { sealAudit } from "@/lib/auth/seal-audit";
import { sweepReservations } from "@/lib/budgets/reserve";
import { sweepDatasetFiles } from "@/lib/exports/sweep-dataset-files";
import { db } from "@/lib/db";
import type { Tx } from "@/lib/db";
import { sweepFetched } from "@/lib/imports/fetch-import";
import { sweepImports } from "@/lib/imports/heartbeat";
import { sweepUploads } from "@/lib/imports/upload-parts";
import { indexAllWords } from "@/lib/items/index-words";
import { jobCatalogue, jobNames } from "@/lib/jobs/catalogue";
import { enqueueAgain } from "@/lib/jobs/enqueue";
import { cancelledUntold, endCancelled, finishJob, handedBack, markTold, requeueStale, unsent } from "@/lib/jobs/store";
import { sweepKeys } from "@/lib/api/sweep-keys";
import { log } from "@/lib/log";
import { deliverWebhooks } from "@/lib/webhooks/deliver-webhooks";
import { sweepDeliveries } from "@/lib/webhooks/sweep-deliveries";
import { refreshKeys } from "@/lib/tasks/rekey-tasks";
import { sweepEarned } from "@/lib/payments/count-earned";
import { sweepAlarms } from "@/lib/routing/sweep-alarms";
import { sweepPolicies } from "@/lib/reward-models/retrain-policy";
import { sweepModelFiles } from "@/lib/reward-models/sweep-model-files";
import { registry } from "@/workers/registry";
import { sweepCommands } from "@/workers/sweep-commands";

const sendAgain = async (tx: Tx, rows: readonly { id: string; name: string }[]): Promise<void> => {
  for (const row of rows) {
    const name = jobNames.find((known) => known === row.name);
    if (name) await enqueueAgain(tx, name, row.id);
  }
};

/** A job whose end cannot be told is tried again by a later sweep; it keeps no other from its end. */
const alone = async (jobId: string, end: () => Promise<void>): Promise<void> =>
  end().catch((error: unknown) => log.warn({ jobId, error: String(error) }, "a job's end could not be told"));

/** Sends jobs again whose worker died, and those of which the queue knows nothing; ends those that died too often. */
export const sweepJobs = async (): Promise<void> => {
  const stale = await db().$transaction(async (tx) => {
    await sendAgain(tx, await unsent(tx));
    const rows = await requeueStale(tx);
    for (const row of rows) {
      const name = jobNames.find((known) => known === row.name);
      if (name && row.attempts < jobCatalogue[name].maxAttempts) await enqueueAgain(tx, name, row.id);
    }
    return rows;
  });
  for (const row of stale) {
    const name = jobNames.find((known) => known === row.name);
    if (name && row.attempts < jobCatalogue[name].maxAttempts) continue;
    const message = "Its worker died each time it was tried. The log of the worker says more.";
    await alone(row.id, async () => {
      if (name) await registry[name].settle({ projectId: row.projectId, subjectId: row.subjectId, outcome: "failed", message });
      await finishJob(row, "failed", message);
    });
  }
};

/** Sends what waits again once more, for a worker that starts: the queue itself waits longer after each stop, and at last for good. */
export const resendHandedBack = async (): Promise<void> => {
  await db().$transaction(async (tx) => sendAgain(tx, await handedBack(tx)));
};

/** Ends what was to be worked at by jobs that were cancelled before a worker came to them, or before the one that had them heard of it. */
export const sweepCancelled = async (): Promise<void> => {
  await endCancelled();
  for (const { id, name: wanted, ...job } of await cancelledUntold()) {
    const name = jobNames.find((known) => known === wanted);
    await alone(id, async () => {
      if (name) await registry[name].settle({ ...job, outcome: "cancelled" });
      await markTold(id);
    });
  }
};

type Recurring = { name: string; everyMs: number; run: () => Promise<unknown> };

const recurring: Recurring[] = [
  { name: "expire leases", everyMs: 10_000, run: expireLeases },
  { name: "sweep imports", everyMs: 15_000, run: sweepImports },
  { name: "sweep uploads", everyMs: 3_600_000, run: sweepUploads },
  { name: "sweep jobs", everyMs: 15_000, run: sweepJobs },
  { name: "sweep cancelled jobs", everyMs: 5_000, run: sweepCancelled },
  { name: "sweep commands that were killed", everyMs: 30_000, run: sweepCommands },
  { name: "sweep reservations", everyMs: 20_000, run: sweepReservations },
  { name: "read new items for the search", everyMs: 10_000, run: indexAllWords },
  { name: "count what people earned", everyMs: 30_000, run: sweepEarned },
  { name: "refresh aggregations", everyMs: 30_000, run: refreshAggregations },
  { name: "refresh keys of slots", everyMs: 30_000, run: refreshKeys },
  { name: "seal the audit log", everyMs: 20_000, run: sealAudit },
  { name: "recheck the audit log", everyMs: 900_000, run: recheckLogs },
  { name: "deliver webhooks", everyMs: 5_000, run: deliverWebhooks },
  { name: "sweep files of builds that were killed", everyMs: 600_000, run: sweepDatasetFiles },
  { name: "sweep files of trainings that were killed", everyMs: 600_000, run: sweepModelFiles },
  { name: "sweep files of fetchings that were killed", everyMs: 600_000, run: sweepFetched },
  { name: "sweep deliveries", everyMs: 3_600_000, run: sweepDeliveries },
  { name: "sweep idempotency keys", everyMs: 3_600_000, run: sweepKeys },
  { name: "compare plans with answers", everyMs: 60_000, run: sweepAlarms },
  { name: "retrain reward models", everyMs: 60_000, run: sweepPolicies },
];

/** Starts the recurring work of this worker; several workers may run it side by side, the database decides who does what. */
export const startSchedule = (): (() => void) => {
  const timers = recurring.map((work) => {
    let busy = false;
    return setInterval(() => {
      if (busy) return;
      busy = true;
      work
        .run()
        .catch((error: unknown) => log.error({ work: work.name, error: String(error) }, "recurring work failed"))
        .finally(() => {
          busy = false;
        });
    }, work.everyMs);
  });
  return () => timers.forEach((timer) => clearInterval(timer));
};
