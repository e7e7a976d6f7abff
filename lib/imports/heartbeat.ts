import { closedMeanwhile } from "@/lib/imports/batch-session";
import { beatImports, failStaleImports } from "@/lib/imports/heartbeat-store";
import { log } from "@/lib/log";

const beatMs = 2_000;
/** A command that has not shown itself for this long is taken for dead. */
const staleSeconds = 45;

/**
 * Runs an import that no job stands behind, showing every other second that it is alive. Where somebody took it for dead
 * meanwhile (a machine that slept), it stops: what it counted no longer holds.
 */
export const withHeartbeat = async <T>(
  importIds: readonly string[],
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const lost = new AbortController();
  const beat = async (): Promise<void> => {
    if ((await beatImports(importIds)) === 0) {
      lost.abort(closedMeanwhile());
    }
  };
  await beat();
  const timer = setInterval(() => {
    beat().catch((error: unknown) => log.warn({ error: String(error) }, "import heartbeat failed"));
  }, beatMs);
  try {
    return await run(AbortSignal.any([signal, lost.signal]));
  } finally {
    clearInterval(timer);
  }
};

/** Closes imports whose command was killed. What one that skips bad rows had written stays, and is told. */
export const sweepImports = async (): Promise<number> => failStaleImports(staleSeconds);
