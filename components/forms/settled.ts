import { unstable_isUnrecognizedActionError as isUnrecognized } from "next/navigation";
import type { ActionResult } from "@/lib/http/action-result";
import { fieldSentence } from "@/lib/http/issue-schema";

export const noAnswer = "The server did not answer. What you entered is still here; try again in a moment.";

/** After an update of the program no later try of this page can succeed: its actions have other names by then. */
export const pageIsOld =
  "The program was updated since this page was loaded. Copy what you wrote, load the page again and enter it there; nothing was sent.";

/** Why no answer came, for who waited for it. */
export const silenceOf = (problem: unknown): string => (isUnrecognized(problem) ? pageIsOld : noAnswer);

/** What an action gave; a refusal, too, where no answer came: what waits for it then goes on, with all that was entered. */
export const settled = <Data>(result: Promise<ActionResult<Data>>): Promise<ActionResult<Data>> =>
  result.catch((problem: unknown) => ({
    ok: false,
    code: "unreachable",
    error: silenceOf(problem),
    fields: {},
  }));

/** What a refusal says first: of the field that it is about, by its name, since it does not stand beside it; else of the whole. */
export const refusalOf = ({ fields, error }: Extract<ActionResult<unknown>, { ok: false }>): string => {
  const [first] = Object.entries(fields);
  return first ? fieldSentence(...first) : error;
};

/** The data of an action, for callers that show whatever is thrown. @throws Error with the sentence for its user */
export const dataOf = async <Data>(result: Promise<ActionResult<Data>>): Promise<Data> => {
  const answer = await settled(result);
  if (!answer.ok) throw new Error(refusalOf(answer));
  return answer.data;
};
