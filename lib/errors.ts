/** The product's only error type: a short list of codes, one table from code to HTTP status and to "may a job retry". */

const table = {
  invalid_input: { status: 400, retry: false },
  unauthenticated: { status: 401, retry: false },
  forbidden: { status: 403, retry: false },
  not_found: { status: 404, retry: false },
  conflict: { status: 409, retry: false },
  lease_lost: { status: 409, retry: false },
  precondition_failed: { status: 412, retry: false },
  too_large: { status: 413, retry: false },
  refused: { status: 422, retry: false },
  rate_limited: { status: 429, retry: true },
  cancelled: { status: 499, retry: false },
  internal: { status: 500, retry: true },
  unavailable: { status: 503, retry: true },
} as const;

export type ErrorCode = keyof typeof table;
export const errorCodes = Object.keys(table).filter((code): code is ErrorCode => code in table);

export class AppError extends Error {
  readonly code: ErrorCode;
  /** What a user may read: what happened, what is safe, what to do. */
  readonly userMessage: string;
  /** The same for whoever may see everything, as at the command line. */
  readonly operatorMessage: string;
  /** When the same may be tried again, where that is known. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    options: { message?: string; userMessage: string; operatorMessage?: string; retryAfterSeconds?: number; cause?: unknown },
  ) {
    super(options.message ?? options.userMessage, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.userMessage = options.userMessage;
    this.operatorMessage = options.operatorMessage ?? options.userMessage;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get status(): number {
    return table[this.code].status;
  }

  get retry(): boolean {
    return table[this.code].retry;
  }
}

/** A row that does not exist and a row that one may not see look the same. */
export const notFound = (what: string): AppError =>
  new AppError("not_found", {
    userMessage: `No such ${what}, or it is not yours to see.`,
    operatorMessage: `No such ${what} here. Is the name or number right?`,
  });

// By files (ENOSPC, a quota) and by the database (53100), which its client hands on in words.
const full = /\b(?:ENOSPC|EDQUOT|53100)\b|No space left on device/i;

/** Whether a disk of ours is full, that of the files or that of the database: told to users, since only people can mend it. */
export const isDiskFull = (error: unknown): boolean =>
  error instanceof Error &&
  !(error instanceof AppError) &&
  (full.test(error.message) || ("code" in error && full.test(String(error.code))));

/** What may be shown of any thrown value: the user message of our own errors, of the others only that a disk is full. */
export const publicMessage = (error: unknown): string => {
  if (error instanceof AppError) return error.userMessage;
  if (isDiskFull(error)) return "A disk of the server is full. Nothing that was saved is lost; try again when an operator has made room.";
  return "Something failed on our side. Nothing that was saved is lost; try again in a moment.";
};
