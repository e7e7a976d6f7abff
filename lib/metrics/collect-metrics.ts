import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { writeHistogram, writeMetric } from "@/lib/metrics/exposition";
import { buckets, httpDurations } from "@/lib/metrics/http-durations";
import { gauges, jobBuckets, jobDurations, jobStates } from "@/lib/metrics/store";

/**
 * What a Prometheus scrapes: figures of the whole installation from the database, the same from every process, and the
 * durations of this process's own requests.
 */
export const collectMetrics = async (actor: Actor): Promise<string> => {
  await guard(actor, "metrics:see");
  const [states, durations, now] = await Promise.all([jobStates(), jobDurations(), gauges()]);
  const one = (name: string, help: string, value: number, type: "gauge" | "counter" = "gauge") =>
    writeMetric({ name, help, type, samples: [{ labels: {}, value }] });
  return [
    writeMetric({
      name: "plumbline_jobs",
      help: "Jobs by name and state; queued ones are the depth of the queue.",
      type: "gauge",
      samples: states.map(({ name, state, n }) => ({ labels: { name, state }, value: n })),
    }),
    one("plumbline_job_oldest_queued_seconds", "How long the oldest queued job has waited.", now.oldestQueuedSeconds),
    writeHistogram({
      name: "plumbline_job_duration_seconds",
      help: "From a job's start to its end.",
      bounds: jobBuckets,
      series: durations.map(({ name, state, ...histogram }) => ({ labels: { name, state }, histogram })),
    }),
    one("plumbline_leases", "Tasks that somebody works on now.", now.leases),
    one("plumbline_open_slots", "Wanted answers that nobody holds.", now.openSlots),
    one(
      "plumbline_annotations_written_total",
      "Rows of answers that were written, imported ones included.",
      now.annotationsWritten,
      "counter",
    ),
    one("plumbline_webhook_deliveries_waiting", "Deliveries that are still to be made.", now.deliveriesWaiting),
    writeHistogram({
      name: "plumbline_http_request_duration_seconds",
      help: "Requests to /api/v1 in this process, until the first byte.",
      bounds: buckets,
      series: httpDurations().map(({ operation, status, ...histogram }) => ({ labels: { operation, status }, histogram })),
    }),
    one("plumbline_process_resident_bytes", "Memory of this process.", process.memoryUsage.rss()),
    one("plumbline_process_uptime_seconds", "Since this process began.", process.uptime()),
  ].join("");
};
