import { z } from "zod";

/** Days, months and moments that people write, as far as the database knows them: it has no year 0. */

const hasYear = (text: string): boolean => !text.startsWith("0000");

export const daySchema = (words: string): z.ZodType<string, string> => z.iso.date(words).refine(hasYear, words);

export const monthSchema = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, "is a month such as 2026-11")
  .refine(hasYear, "is a month such as 2026-11");

/** What is no moment stays, and is refused as what it is. */
const inUtc = (text: string): string => {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : at.toISOString();
};

/** A moment in UTC: the database refuses offsets of sixteen hours and more, which ISO 8601 allows. */
export const momentSchema = (words: string): z.ZodType<string, string> =>
  z.iso
    .datetime({ offset: true, error: words })
    .overwrite(inUtc)
    .refine((text) => /^\d{4}-/.test(text) && hasYear(text), words);
