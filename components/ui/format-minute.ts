/** "2026-11-22 23:06" of a moment as it is stored, in UTC: every table and heading writes it alike. */
export const formatMinute = (iso: string): string => iso.slice(0, 16).replace("T", " ");
