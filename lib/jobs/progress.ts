/** What long work tells while it runs, and how it is told to stop. The command line and the worker both pass one. */
export type Progress = { done: number; total: number | null; message: string };

export type RunControl = {
  signal: AbortSignal;
  report: (progress: Progress) => void;
};

/** For callers that neither show progress nor cancel. */
export const silentRun = (): RunControl => ({ signal: new AbortController().signal, report: () => undefined });
