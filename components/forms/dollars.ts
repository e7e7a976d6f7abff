/** Micro-dollars of an amount typed in dollars; NaN of what is no number. */
export const microsOf = (dollars: string): number => Math.round(Number(dollars) * 1_000_000);

/** An amount in micro-dollars as one types it, in dollars. */
export const dollarsOf = (micros: number): string => String(micros / 1_000_000);
