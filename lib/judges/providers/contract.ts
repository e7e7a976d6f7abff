import type { Question } from "@/lib/judges/build-prompt";
import type { Usage } from "@/lib/judges/price";

/** One question to a judge: about one task, in one order, for one sample. */
export type Asked = {
  callId: string;
  attempt: number;
  taskId: string;
  itemId: string;
  question: Question;
  /** name of the question whose classes probabilities are given for */
  questionName: string;
  shownOrder: number[];
  template: string;
};

export type Outcome =
  | {
      kind: "answered";
      /** null where the reply holds no answer; `reason` says why */
      response: unknown;
      reason: string | null;
      reply: string;
      usage: Usage | null;
      /** null where the server did not say what it used, and that has a price */
      billedMicros: bigint | null;
      probabilities: Record<string, number> | null;
    }
  | {
      kind: "failed";
      reason: string;
      /** whether the server may have worked for it: then nobody knows what it cost */
      mayBeBilled: boolean;
      retry: boolean;
      retryAfterSeconds: number | null;
      /** the same would happen to every other call */
      endsAsk: boolean;
    };

export type Provider = {
  /** what one call can cost at the most */
  mostItCosts: (asked: Asked) => bigint;
  ask: (asked: Asked) => Promise<Outcome>;
  orders: "both" | "one";
  samples: number;
  concurrency: number;
  requestsPerMinute: number | null;
  attempts: number;
  retrySeconds: number;
  /** how long one attempt can take at the most */
  timeoutSeconds: number;
  unknownOutcome: "assume" | "release";
  honoursIdempotencyKeys: boolean;
  /** questions in a row without an answer that end a round; null where that is no sign of trouble */
  mostUnansweredInARow: number | null;
};

/** Providers that look something up here: nothing to wait for, nothing to try again. */
export const atHome = {
  orders: "one",
  samples: 1,
  concurrency: 8,
  requestsPerMinute: null,
  attempts: 1,
  retrySeconds: 1,
  timeoutSeconds: 60,
  unknownOutcome: "release",
  honoursIdempotencyKeys: true,
  mostUnansweredInARow: null,
} as const satisfies Omit<Provider, "mostItCosts" | "ask">;

export const noAnswer = (reason: string): Outcome => ({
  kind: "failed",
  reason,
  mayBeBilled: false,
  retry: false,
  retryAfterSeconds: null,
  endsAsk: false,
});
