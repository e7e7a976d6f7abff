const allowedProtocols = new Set(["http:", "https:", "mailto:"]);

/**
 * The address of a link in imported text, if it may be followed: absolute, and http, https or mailto.
 * Relative addresses have no base of their own (the text comes from elsewhere), so they would point into this site; they are refused.
 */
export function safeUrl(address: string): string | null {
  // Control and format characters inside a scheme are ignored by browsers but not by careless checks: refuse the whole address.
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(address)) return null;
  let url: URL;
  try {
    url = new URL(address.trim());
  } catch {
    return null;
  }
  if (!allowedProtocols.has(url.protocol)) return null;
  // An address with a password in it is a disguise: https://bank.example@evil.example
  if (url.username !== "" || url.password !== "") return null;
  return url.href;
}
