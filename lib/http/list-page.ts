import { z } from "zod";

/** The page that an address names. What is no page of any list, 1e300 or a word, is the first. */
export const listPageSchema = z.coerce.number().int().min(1).max(1_000_000).catch(1);

/**
 * The page of a list that is asked for, or the last that there still is: rows that were dealt with leave a list of what is open, and with
 * the last of them goes the page that somebody stands on.
 */
export const pageOrLast = async <Listed extends { total: number }>(
  asked: number,
  perPage: number,
  read: (skip: number) => Promise<Listed>,
): Promise<Listed & { page: number }> => {
  const listed = await read((asked - 1) * perPage);
  const page = Math.min(asked, Math.max(1, Math.ceil(listed.total / perPage)));
  return page === asked ? { ...listed, page } : { ...(await read((page - 1) * perPage)), page };
};
