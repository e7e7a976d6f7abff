/** The digest of a page's error where the database could not be reached. */
export const awayDigest = "database-away";
