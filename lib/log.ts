import pino from "pino";

/** One JSON line an event, on standard error: standard output belongs to the command line's results. */
export const log = pino(
  {
    level: process.env.LOG_LEVEL ?? (process.env.VITEST ? "silent" : "info"),
    base: null,
    redact: ["password", "token", "*.password", "*.token", "*.passwordHash"],
  },
  pino.destination({ fd: 2, sync: true }),
);
