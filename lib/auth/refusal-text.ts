/** Of an account whose guesses are used up, by whomever. */
export const accountIsClosed =
  "Too many attempts on this account. Wait fifteen minutes, or sign in from a browser in which you did before.";

/** What a refused sign-in says, by the name under which next-auth reports it (lib/auth/options.ts); null for others. */
export const refusalText = (name: string): string | null => {
  if (name === "unauthenticated") return "E-mail address and password do not fit together.";
  if (name === "rate_limited") return accountIsClosed;
  const seconds = /^rate_limited\.(\d{1,6})$/.exec(name)?.[1];
  if (seconds === undefined) return null;
  const minutes = Math.ceil(Number(seconds) / 60);
  return `Too many failed attempts from your network. Wait ${minutes <= 1 ? "a minute" : `${minutes} minutes`}, then try again.`;
};
