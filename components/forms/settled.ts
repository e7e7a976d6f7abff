import type { ActionResult } from "@/lib/http/action-result";

export const noAnswer = "The server did not answer. What you entered is still here; try again in a moment.";

/** What an action gave; a refusal, too, where no answer came: what waits for it then goes on, with all that was entered. */
export const settled = <Data>(result: Promise<ActionResult<Data>>): Promise<ActionResult<Data>> =>
  result.catch(() => ({
    ok: false,
    code: "unreachable",
    error: noAnswer,
    fields: {},
  }));
