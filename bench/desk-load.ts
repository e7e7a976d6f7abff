import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { serveDesk } from "@/bench/desk-server";
import type { DeskServer } from "@/bench/desk-server";
import { keepAlive } from "@/bench/keep-alive";
import type { Reply } from "@/bench/keep-alive";

/**
 * Simulated annotators without think time: claim an item, submit an answer, again, over HTTP against the built product. Load,
 * web process and PostgreSQL share the machine. Afterwards every acknowledged answer must be there, once.
 */

const workSchema = z.array(
  z.object({ assignmentId: z.string(), epoch: z.string(), candidates: z.array(z.object({ ordinal: z.number() })) }),
);
const claimedSchema = z.object({ work: workSchema.nullable() });
type Item = z.infer<typeof workSchema>[number];

/** How the next item is asked for: along with the answer, as the desk does, or by a request of its own after it. */
type Claiming = "along" | "apart";

export type Annotators = {
  stop: () => Promise<void>;
  acknowledged: string[];
  claims: number[];
  submits: number[];
  refusals: Map<string, number>;
  waits: number;
};

/** @param thinkMs between one answer and the next, 0 for none */
export const startAnnotators = (server: DeskServer, cookies: string[], thinkMs: number, claiming: Claiming = "along"): Annotators => {
  const place = { projectId: server.projectId, campaignId: server.campaignId };
  const annotators: Annotators = { stop: async () => undefined, acknowledged: [], claims: [], submits: [], refusals: new Map(), waits: 0 };
  let running = true;

  const refuse = ({ status }: Reply): void =>
    void annotators.refusals.set(String(status), (annotators.refusals.get(String(status)) ?? 0) + 1);

  const work = async (cookie: string, index: number): Promise<void> => {
    const headers = ["Content-Type: application/json", `Origin: ${server.url}`, `Cookie: next-auth.session-token=${cookie}`];
    const connection = keepAlive(new URL(server.url), headers);
    const post = (path: string, body: object): Promise<Reply> => connection.post(`/api/desk/${path}`, JSON.stringify(body));
    // Not all at the same instant: people do not arrive in step.
    await sleep((thinkMs / cookies.length) * index);
    let ready: Item | undefined;
    while (running) {
      if (!ready) {
        const claimed = await post("next", { ...place, holding: [], want: 1 });
        if (claimed.status !== 200) {
          refuse(claimed);
          continue;
        }
        annotators.claims.push(claimed.ms);
        ready = claimedSchema.parse(JSON.parse(claimed.text)).work?.[0];
      }
      const item = ready;
      ready = undefined;
      if (!item) {
        annotators.waits += 1;
        await sleep(50);
        continue;
      }
      if (thinkMs > 0) await sleep(thinkMs);
      const idemKey = randomUUID();
      const [first] = item.candidates;
      const answer = { answers: { overall: { choice: first?.ordinal ?? 0, strength: first?.ordinal === 1 ? 1 : -1 } } };
      const submitted = await post("submit", {
        ...place,
        assignmentId: item.assignmentId,
        epoch: item.epoch,
        idemKey,
        response: answer,
        comment: "",
        flagged: false,
        activeSeconds: 12.3,
        ...(claiming === "along" ? { next: { holding: [item.assignmentId], want: 1 } } : {}),
      });
      if (submitted.status === 200) {
        ready = claimedSchema.parse(JSON.parse(submitted.text)).work?.[0];
        annotators.submits.push(submitted.ms);
        annotators.acknowledged.push(idemKey);
      } else refuse(submitted);
    }
    connection.close();
  };
  const all = Promise.all(cookies.map(work));
  annotators.stop = async () => {
    running = false;
    await all;
  };
  return annotators;
};

export const quantile = (values: readonly number[], q: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN) * 10) / 10;
};

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Processor time that everything on this machine has used so far, where the system tells. */
const machineMs = (): number => {
  const [, ...ticks] = readFileSync("/proc/stat", "utf8").split("\n", 1).join("").trim().split(/\s+/);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = ticks.map(Number);
  return (user + nice + system + irq + softirq) * 10;
};

/** Until then the server still translates what each request calls once: people who work for hours meet it afterwards. */
const warmUpMs = 20_000;
const measuredMs = 20_000;

/** As reported of Potato 2.8 on two cores with the same load; not measured in this run. */
const peer: Record<number, object> = {
  20: { name: "Potato 2.8, as reported", labelsPerSecond: 27.8, submitMs: { p95: 342 } },
  100: { name: "Potato 2.8, as reported", labelsPerSecond: 28.6, submitMs: { p95: 1_600 } },
};

const loads: { people: number; claiming: Claiming }[] = [
  { people: 20, claiming: "along" },
  { people: 100, claiming: "along" },
  { people: 100, claiming: "apart" },
];

export async function* deskLoad({ only }: { only?: string }): AsyncGenerator<object> {
  for (const { people, claiming } of loads) {
    if (only !== undefined && only !== `${people}-${claiming}`) continue;
    const server = await serveDesk({ people, tasks: 30_000, overlap: 1 });
    try {
      const annotators = startAnnotators(server, server.cookies, 0, claiming);
      await sleep(warmUpMs);
      const cpuBefore = { load: process.cpuUsage(), machine: machineMs(), ...server.processorMs() };
      const before = annotators.submits.length;
      const claimsBefore = annotators.claims.length;
      const started = performance.now();
      await sleep(measuredMs);
      const seconds = (performance.now() - started) / 1_000;
      const submits = annotators.submits.slice(before);
      const claims = annotators.claims.slice(claimsBefore);
      const load = process.cpuUsage(cpuBefore.load);
      const loadMs = (load.user + load.system) / 1_000;
      const used = server.processorMs();
      const oursMs = used.web - cpuBefore.web + used.database - cpuBefore.database + loadMs;
      const elsewhereMs = machineMs() - cpuBefore.machine - oursMs;
      await annotators.stop();
      const stored = await server.query("select idem_key from annotation where withdrawn_at is null");
      const keys = new Set(stored.map((row) => String(row["idem_key"])));
      yield {
        bench: "desk-load",
        annotators: people,
        nextItem: claiming === "along" ? "asked for along with the answer, as the desk does" : "asked for by a request of its own",
        peer: peer[people],
        ours: {
          labelsPerSecond: Math.round((submits.length / seconds) * 10) / 10,
          ...(claims.length > 0
            ? { claimMs: { p50: quantile(claims, 0.5), p95: quantile(claims, 0.95), p99: quantile(claims, 0.99) } }
            : {}),
          submitMs: { p50: quantile(submits, 0.5), p95: quantile(submits, 0.95), p99: quantile(submits, 0.99) },
          cpuMsPerLabel: {
            web: rounded((used.web - cpuBefore.web) / submits.length),
            database: rounded((used.database - cpuBefore.database) / submits.length),
            load: rounded(loadMs / submits.length),
          },
          refusals: Object.fromEntries(annotators.refusals),
          ranOut: annotators.waits,
          acknowledged: annotators.acknowledged.length,
          acknowledgedButMissing: annotators.acknowledged.filter((key) => !keys.has(key)).length,
          stored: stored.length,
        },
        warmUpSeconds: warmUpMs / 1_000,
        seconds: Math.round(seconds * 10) / 10,
        /** what other programs used of the machine meanwhile: with more than a tenth the row says little of ours */
        coresUsedElsewhere: rounded(elsewhereMs / 1_000 / seconds),
      };
    } finally {
      await server.stop();
    }
  }
}
