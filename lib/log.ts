import { AsyncLocalStorage } from "node:async_hooks";
import pino from "pino";

/** The request that is being worked at: the web process says so itself (scripts/web/requests.mjs), the others have none. */
const requestOf = (): { requestId?: string } => {
  const current: unknown = Reflect.get(globalThis, Symbol.for("plumbline.request"));
  const requestId: unknown = current instanceof AsyncLocalStorage ? current.getStore() : undefined;
  return typeof requestId === "string" ? { requestId } : {};
};

/** One JSON line an event, on standard error: standard output belongs to the command line's results. */
export const log = pino(
  {
    level: process.env.LOG_LEVEL ?? (process.env.VITEST ? "silent" : "info"),
    base: null,
    mixin: requestOf,
    redact: ["password", "token", "*.password", "*.token", "*.passwordHash"],
  },
  pino.destination({ fd: 2, sync: true }),
);
