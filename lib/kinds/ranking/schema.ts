import { z } from "zod";

const nameSchema = z.string().min(1).max(60);
const ordinalSchema = z.number().int().min(0);

const defaultReasons = ["All of them are bad", "They cannot be compared", "I lack the knowledge", "A text is broken"];
const defaultFlags = [
  { name: "unsafe", title: "Unsafe" },
  { name: "off-topic", title: "Not an answer" },
  { name: "language", title: "Wrong language" },
  { name: "personal", title: "Personal data" },
];

export const mostFlags = 12;

export const rankingConfigSchema = z.object({
  question: z
    .object({ name: nameSchema.meta({ title: "Name in exports" }), title: z.string().min(1).max(200).meta({ title: "Asked as" }) })
    .default({ name: "overall", title: "Put the responses in order, best first." }),
  allowTies: z.boolean().default(true).meta({ title: "Responses may share a place" }),
  /** whether an answer may leave responses out; what it leaves out it says nothing of */
  allowPartial: z.boolean().default(false).meta({ title: "Responses may be left out" }),
  /** reasons offered for an item that cannot be ranked; none offered, and every item must be */
  notRankableReasons: z
    .array(z.string().min(1).max(120))
    .max(12)
    .default(defaultReasons)
    .meta({ title: "Reasons why an item cannot be ranked" }),
  /** what may be marked on a response, besides its place */
  flags: z
    .array(z.object({ name: nameSchema.meta({ title: "Name in exports" }), title: z.string().min(1).max(80).meta({ title: "Shown as" }) }))
    .max(mostFlags)
    .refine((flags) => new Set(flags.map((flag) => flag.name)).size === flags.length, "flag names must differ")
    .default(defaultFlags),
});
export type RankingConfig = z.infer<typeof rankingConfigSchema>;

/** Responses are named by their ordinal in the item, never by the letter under which they were shown. */
export const rankingResponseSchema = z.object({
  /** best first; responses of a group are tied */
  groups: z.array(z.array(ordinalSchema).min(1)),
  /** left out of the order */
  unranked: z.array(ordinalSchema),
  /** why the item cannot be ranked; then it has no groups */
  notRankable: z.string().min(1).max(200).optional(),
  /** names of flags by response ordinal */
  flags: z.record(z.string().regex(/^\d+$/), z.array(nameSchema).min(1)).optional(),
  rationale: z.string().max(100_000).optional(),
});
export type RankingResponse = z.infer<typeof rankingResponseSchema>;

/** The kind judges an item as a whole. */
export const wholeItem = "all";
