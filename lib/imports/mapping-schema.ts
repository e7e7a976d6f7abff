import { z } from "zod";
import { limits, nameSchema } from "@/lib/imports/row-schema";

/** As many as a pairwise campaign asks, beside the overall question. */
export const mostAspects = 19;

/** Which column of a file is what, told by hand or guessed from names. Safe in the browser. */

export const columnSchema = z.string().min(1).max(500);

/** What the words of a choice column stand for, as the reader of choices knows it. */
export const sideWords = ["A", "B", "tie", "both-bad", "cannot-compare"] as const;

/** Which column is what, for CSV and for JSON lines that are not in our own schema. A dot leads into an object or a list. */
export const mappingSchema = z
  .object({
    id: columnSchema.nullable().default(null),
    prompt: columnSchema.nullable().default(null),
    /** what models were told before the prompt */
    system: columnSchema.nullable().default(null),
    /** text that belongs to the prompt and stands in a column of its own */
    context: columnSchema.nullable().default(null),
    responses: z.array(columnSchema, "must be a list of columns").min(1, "Choose at least one response column.").max(limits.responses),
    /** model columns, in the order of the responses; null where there is none */
    models: z.array(columnSchema.nullable()).default([]),
    /** the two response columns are the preferred and the other one: which stands first is then drawn from the row's content */
    chosenFirst: z.boolean().default(false),
    choice: columnSchema.nullable().default(null),
    /** what the row's annotator chose by single aspects, each in a column of its own */
    aspects: z
      .array(z.object({ name: z.string().trim().min(1).max(60), column: columnSchema }))
      .max(mostAspects)
      .refine((aspects) => new Set(aspects.map(({ name }) => name)).size === aspects.length, "the names must differ")
      .default([]),
    /** numbers of choices count from this; null where nobody said: then the file's numbers decide it, or they say no side */
    choiceBase: z
      .union([z.literal(0), z.literal(1)])
      .nullable()
      .default(null),
    /** where they count from 1: whether a 0 is a tie. Not where that was guessed from numbers without one */
    zeroIsTie: z.boolean().default(true),
    /** numbers of choices are places on a scale, from the one where the first response is far better to that of the second: [-2, 2] */
    scale: z
      .tuple([z.number(), z.number()])
      .refine(([first, second]) => first !== second, "needs two ends")
      .nullable()
      .default(null),
    /** the file's own words for the sides, before all others: “links” → A; also numbers of a scale: −2 → A */
    words: z
      .record(z.string().trim().max(200), z.enum(sideWords, `is none of ${sideWords.join(", ")}`))
      .refine((words) => Object.keys(words).length <= 100, "holds more than 100 words")
      .default({}),
    /** columns that each hold one annotator's answers: a choice between two responses, a rating of a lone one */
    raters: z.array(columnSchema).max(limits.responses).default([]),
    /** the raters' answers say themselves what they are out of (“4/5”), and must say this */
    ratersOutOf: z.number().positive().nullable().default(null),
    /** the place of each response, 1 the best: a column a response, in their order */
    ranks: z.array(columnSchema).max(limits.responses).default([]),
    /** columns that count how many people, whom nobody named, chose a side */
    votes: z
      .array(z.object({ side: z.enum(["A", "B", "tie", "both-bad"]), column: columnSchema }))
      .max(8)
      .default([]),
    /** ratings by the row's annotator, each with a column a response */
    ratings: z
      .array(
        z.object({
          name: z.string().min(1).max(60),
          columns: z.array(columnSchema).min(1).max(limits.responses),
          /** the ratings say themselves what they are out of (“4/5”), and must say this; null where nobody told: then the rows decide */
          outOf: z.number().positive().nullable().default(null),
          /** words and thumbs that only say whether somebody liked the response: “positive” is a yes, and anything else is refused */
          approval: z.boolean().default(false),
          /** the file's own words, before all else: “gut” → 4 */
          words: z
            .record(z.string().trim().max(200), z.union([z.number(), z.boolean(), z.string().min(1).max(60)]))
            .refine((words) => Object.keys(words).length <= 100, "holds more than 100 words")
            .default({}),
        }),
      )
      .max(limits.responses)
      .default([]),
    annotator: columnSchema.nullable().default(null),
    annotatorName: nameSchema.default("file"),
    annotatorKind: z.enum(["human", "lm", "gold", "adjudicator"]).default("human"),
    rationale: columnSchema.nullable().default(null),
  })
  .refine((mapping) => mapping.scale === null || mapping.responses.length === 2, {
    path: ["scale"],
    error: "A scale goes from one of two responses to the other.",
  })
  .refine((mapping) => mapping.votes.length === 0 || (mapping.responses.length === 2 && !mapping.chosenFirst), {
    path: ["votes"],
    error: "Votes are for one of two responses.",
  })
  .refine((mapping) => mapping.ranks.length === 0 || (mapping.ranks.length === mapping.responses.length && !mapping.chosenFirst), {
    path: ["ranks"],
    error: "Places need a column a response.",
  })
  .refine((mapping) => !mapping.chosenFirst || mapping.responses.length === 2, {
    path: ["responses"],
    error: "A preferred and another response make two columns.",
  });
export type Mapping = z.infer<typeof mappingSchema>;

/** Whether some column says which response is better. */
export const compares = ({ choice, raters, aspects }: Pick<Mapping, "choice" | "raters" | "aspects">): boolean =>
  choice !== null || raters.length > 0 || aspects.length > 0;
