import { z } from "zod";

/** Free text asked beside a campaign's question: a critique, or a better response written by hand. Safe in the browser. */

export const extraSchema = z.object({
  /** stands in exports; never shown */
  name: z
    .string()
    .regex(
      /^[a-z][a-z0-9_-]{0,39}$/,
      "A name begins with a small letter and has small letters, digits, hyphens and low lines, 40 at most.",
    ),
  title: z.string().trim().min(1, "Give it a title.").max(200),
  help: z.string().max(2_000).default(""),
  type: z.enum(["critique", "rewrite"]),
  /** one text for the item, or one for each response shown */
  about: z.enum(["item", "response"]),
  required: z.boolean().default(false),
  /** of a text that is given, spaces at its ends not counted */
  minChars: z.int().min(0).max(20_000).default(0),
});
export type Extra = z.infer<typeof extraSchema>;

export const extrasSchema = z
  .array(extraSchema)
  .max(10, "Ten extras are the most.")
  .refine((extras) => new Set(extras.map((extra) => extra.name)).size === extras.length, "Names of extras must differ.");
export type Extras = z.infer<typeof extrasSchema>;

/** `response` is a candidate ordinal, null where the text is about the item. */
export const extraAnswerSchema = z.object({
  name: z.string().min(1).max(40),
  response: z.int().min(0).nullable(),
  text: z.string().max(100_000, "A text may have 100,000 characters."),
});
export type ExtraAnswer = z.infer<typeof extraAnswerSchema>;

export const extraAnswersSchema = z.array(extraAnswerSchema).max(300);

/** The text given for an extra so far. */
export const extraText = (answers: ExtraAnswer[], name: string, response: number | null): string =>
  answers.find((answer) => answer.name === name && answer.response === response)?.text ?? "";

/** The answers with one text changed; an emptied text goes. */
export const withExtraText = (answers: ExtraAnswer[], changed: ExtraAnswer): ExtraAnswer[] => {
  const others = answers.filter((answer) => answer.name !== changed.name || answer.response !== changed.response);
  return changed.text === "" ? others : [...others, changed];
};

const places = (extra: Extra, shownOrder: number[]): (number | null)[] => (extra.about === "item" ? [null] : shownOrder);

/** Two responses in panes are sides, A and B; others begin in the middle of the alphabet, as at the desk. */
const letterOf = (response: number | null, shownOrder: number[], inPanes: boolean): string | null =>
  response === null || shownOrder.length < 2
    ? null
    : String.fromCharCode((inPanes && shownOrder.length === 2 ? 65 : 75) + shownOrder.indexOf(response));

/** Why the texts cannot be sent yet, in the annotator's words; empty where they can. Responses bear the letters of the order shown. */
export const missingExtras = (extras: Extras, shownOrder: number[], answers: ExtraAnswer[], inPanes = true): string[] =>
  extras.flatMap((extra) =>
    places(extra, shownOrder).flatMap((response) => {
      const { title, minChars } = extra;
      const chars = extraText(answers, extra.name, response).trim().length;
      const letter = letterOf(response, shownOrder, inPanes);
      if (chars === 0) return extra.required ? [letter === null ? `Write “${title}”.` : `Write “${title}” for ${letter}.`] : [];
      if (chars >= minChars) return [];
      return [
        letter === null
          ? `“${title}” has ${chars} of at least ${minChars} characters.`
          : `“${title}” for ${letter} has ${chars} of at least ${minChars} characters.`,
      ];
    }),
  );

/** The texts that answer one of the extras, in the order of the extras and then of the responses; empty ones and strays go. */
export const keptExtras = (extras: Extras, shownOrder: number[], answers: ExtraAnswer[]): ExtraAnswer[] =>
  extras.flatMap((extra) =>
    [...places(extra, shownOrder)]
      .sort((a, b) => (a ?? -1) - (b ?? -1))
      .flatMap((response) => {
        const text = extraText(answers, extra.name, response);
        return text.trim() === "" ? [] : [{ name: extra.name, response, text }];
      }),
  );
