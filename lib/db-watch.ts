import "server-only";
import { Socket } from "node:net";
import pg from "pg";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

/**
 * A server that was stopped, or a network that drops packets, leaves a statement without an answer for a quarter of an hour or
 * for good, and nothing in TCP tells it from a statement that takes long. So whatever has waited for some seconds makes us ask
 * the server, on a connection of its own, whether it is at work for us. An import's hour is asked about and left alone; where
 * nobody answers, or the server waits for us as we for it, the connection is broken and its statement fails.
 */

const tickMs = 1_000;
// A request that meets a silent server is to end within ten seconds. All is counted in ticks, each a round of the event loop: a
// process that was stopped itself, or that computed for long, has then read what came meanwhile.
const quietTicks = 3;
const patienceTicks = 5;
/** For what was found at work before: an hour's import outlives a disk that hangs for some seconds. */
const workingPatienceTicks = 30;
/** A statement known to be at work is asked about again so much later. */
const workingTicks = 10;

type Watched = {
  connection: pg.Client;
  backend: number;
  /** bytes of both directions at the last look, and those written when the last statement had been answered */
  moved: number;
  answered: number;
  quiet: number;
  askAt: number;
  /** times in a row that the server said it waits for us */
  waitsForUs: number;
};
type Probe = { client: pg.Client; about: readonly Watched[]; ticks: number };

const all = new Map<pg.Client, Watched>();
let timer: NodeJS.Timeout | null = null;
let probe: Probe | null = null;

const bytesOf = (connection: pg.Client): { read: number; written: number } => {
  const { stream } = connection.connection;
  return stream instanceof Socket ? { read: stream.bytesRead, written: stream.bytesWritten } : { read: 0, written: 0 };
};

const breakOff = (watched: readonly Watched[], reason: string): void => {
  if (watched.length === 0) return;
  log.warn({ statements: watched.length, reason }, "statements without an answer were given up");
  for (const { connection } of watched) connection.connection.stream.destroy(new Error(`Connection terminated: ${reason}`));
};

const endProbe = (): void => {
  probe?.client.connection.stream.destroy();
  probe = null;
};

/** What the server said of the backends asked about. One whose state it does not tell us is taken to be at work. */
const judge = (about: readonly Watched[], states: ReadonlyMap<number, string | null>): void => {
  const quiet = about.filter((watched) => watched.quiet >= quietTicks);
  for (const watched of quiet) {
    const state = watched.backend === 0 ? null : states.has(watched.backend) ? states.get(watched.backend) : "gone";
    const waits = state === "gone" || state?.startsWith("idle") === true;
    watched.waitsForUs = waits ? watched.waitsForUs + 1 : 0;
    watched.askAt = watched.quiet + (waits ? 1 : workingTicks);
  }
  // Once may be an answer on its way.
  breakOff(
    quiet.filter(({ waitsForUs }) => waitsForUs >= 2),
    "the connection to the database was lost on the way",
  );
};

const ask = (about: readonly Watched[]): void => {
  const client = new pg.Client({ connectionString: env().DATABASE_URL });
  const mine: Probe = { client, about, ticks: 0 };
  probe = mine;
  const settle = (states: ReadonlyMap<number, string | null>): void => {
    if (probe !== mine) return;
    endProbe();
    judge(about, states);
  };
  // Refused or broken: the server may be starting, so it is left its patience. What it says itself is an answer, too.
  client.on("error", () => undefined);
  const statement = "select pid, state from pg_stat_activity where pid = any($1)";
  client
    .connect()
    .then(() => client.query<{ pid: number; state: string | null }>(statement, [about.map(({ backend }) => backend)]))
    .then(({ rows }) => settle(new Map(rows.map(({ pid, state }) => [pid, state]))))
    .catch((error: unknown) => {
      if (error instanceof pg.DatabaseError) settle(new Map(about.map(({ backend }) => [backend, null])));
    });
};

const look = (): void => {
  for (const watched of all.values()) {
    const { read, written } = bytesOf(watched.connection);
    const idle = written === watched.answered;
    if (!idle && read + written === watched.moved) watched.quiet += 1;
    else Object.assign(watched, { quiet: 0, askAt: quietTicks, waitsForUs: 0 });
    watched.moved = read + written;
  }
  const waiting = [...all.values()].filter(({ quiet }) => quiet >= quietTicks);
  if (probe) {
    const ticks = (probe.ticks += 1);
    const lost = waiting.filter(({ askAt }) => ticks >= (askAt > quietTicks ? workingPatienceTicks : patienceTicks));
    if (lost.length === waiting.length) endProbe();
    breakOff(lost, "the database gives no answer");
    return;
  }
  const due = waiting.filter(({ quiet, askAt }) => quiet >= askAt);
  if (due.length > 0) ask(due);
};

/** The number of a watched connection's backend, as the server itself tells it: a pooler in front gives another one. */
export const backendOf = (connection: pg.Client): number => all.get(connection)?.backend ?? 0;

/** Watches a connection from its first statement on. */
export const watchConnection = async (connection: pg.Client): Promise<void> => {
  const watched: Watched = { connection, backend: 0, moved: 0, answered: 0, quiet: 0, askAt: quietTicks, waitsForUs: 0 };
  // Before the client hears of it and sends its next statement.
  connection.connection.prependListener("readyForQuery", () => {
    watched.answered = bytesOf(connection).written;
  });
  watched.answered = bytesOf(connection).written;
  all.set(connection, watched);
  connection.once("end", () => {
    all.delete(connection);
    if (all.size > 0 || !timer) return;
    clearInterval(timer);
    timer = null;
    endProbe();
  });
  timer ??= setInterval(look, tickMs).unref();
  const { rows } = await connection.query<{ id: number }>("select pg_backend_pid() as id");
  watched.backend = rows[0]?.id ?? 0;
};
