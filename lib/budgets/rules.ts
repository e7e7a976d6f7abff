/**
 * What may happen to money, without where it is kept. Amounts are whole micro-dollars. A line is one cap with what it has
 * promised and spent; a reservation is held against every line that covers it, and closed once.
 */
export type Line = { id: string; capMicros: bigint; reservedMicros: bigint; spentMicros: bigint };

/** What a step changes on each of its lines. */
export type Change = { reservedChange: bigint; spentChange: bigint };

export type Outcome =
  /** what it cost is known */
  | { kind: "settle"; billedMicros: bigint }
  /** it cost nothing */
  | { kind: "release" }
  /** nobody knows; counted as all that was promised */
  | { kind: "assume" };

export const roomOf = (line: Line): bigint => line.capMicros - line.spentMicros - line.reservedMicros;

const assertAmount = (name: string, value: bigint): void => {
  if (value < 0n) throw new RangeError(`${name} must not be negative, got ${value}`);
};

/** The first line that has no room for the amount; null where all have. */
export const lineWithoutRoom = (lines: readonly Line[], amountMicros: bigint): Line | null => {
  assertAmount("amountMicros", amountMicros);
  return lines.find((line) => roomOf(line) < amountMicros) ?? null;
};

export type Closing = Change & { settledMicros: bigint; shortMicros: bigint };

/**
 * What closing a reservation changes. A bill above the promise is paid as far as every line has room; the rest is `shortMicros`,
 * so that no line ever goes over its cap.
 */
export const closeReservation = (lines: readonly Line[], promisedMicros: bigint, outcome: Outcome): Closing => {
  assertAmount("promisedMicros", promisedMicros);
  if (outcome.kind === "release") return { reservedChange: -promisedMicros, spentChange: 0n, settledMicros: 0n, shortMicros: 0n };
  const billed = outcome.kind === "assume" ? promisedMicros : outcome.billedMicros;
  assertAmount("billedMicros", billed);
  const extra = lines.reduce((least, line) => {
    const room = roomOf(line);
    return room < least ? room : least;
  }, billed);
  const most = promisedMicros + (extra > 0n ? extra : 0n);
  const paid = billed < most ? billed : most;
  return { reservedChange: -promisedMicros, spentChange: paid, settledMicros: paid, shortMicros: billed - paid };
};

export const applyChange = (line: Line, { reservedChange, spentChange }: Change): Line => ({
  ...line,
  reservedMicros: line.reservedMicros + reservedChange,
  spentMicros: line.spentMicros + spentChange,
});

/** Alert shares that a line has reached and had not before, spent and promised money together. */
export const sharesReached = (before: Line, after: Line, shares: readonly number[]): number[] => {
  const used = (line: Line): bigint => line.spentMicros + line.reservedMicros;
  const at = (share: number): bigint => (BigInt(Math.round(share * 1_000_000)) * after.capMicros + 999_999n) / 1_000_000n;
  return shares.filter((share) => used(after) >= at(share) && used(before) < at(share));
};
