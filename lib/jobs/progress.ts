/** What long work tells while it runs, and how it is told to stop. The command line and the worker both pass one. */
export type Progress = { done: number; total: number | null; message: string };

export type RunControl = {
  signal: AbortSignal;
  report: (progress: Progress) => void;
};

/** For callers that neither show progress nor cancel. */
export const silentRun = (): RunControl => ({ signal: new AbortController().signal, report: () => undefined });

/** The control of one part of a longer work, whose progress is told as a stretch of the whole's hundred. */
export const partOf = (run: RunControl, from: number, to: number): RunControl => ({
  signal: run.signal,
  report: ({ done, total, message }) =>
    run.report({
      done: Math.round(from + (to - from) * (total === null || total === 0 ? 0 : Math.min(1, done / total))),
      total: 100,
      message,
    }),
});
