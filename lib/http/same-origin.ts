/**
 * Why a write does not come from our own pages, in words for the log; null where it does.
 * A browser says so twice: Sec-Fetch-Site, which pages cannot forge, and Origin. Whatever is there must agree, and one of
 * the two must be there: a request that says nothing of its origin is refused. A sibling sub-domain is not us.
 * @param publicOrigin the address that the server is known by, where one is configured
 */
export const foreignWrite = (headers: Headers, publicOrigin: string | null): string | null => {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  if (site !== null && site !== "same-origin") return `Sec-Fetch-Site is ${site}`;
  if (origin === null) return site === null ? "neither Origin nor Sec-Fetch-Site was sent" : null;
  if (publicOrigin !== null && origin === publicOrigin) return null;
  if (!URL.canParse(origin)) return `Origin is ${origin}`;
  // Behind a proxy the scheme may differ from the one that we see; the host may not.
  return new URL(origin).host === headers.get("host") ? null : `Origin ${origin} is not ${headers.get("host") ?? "known"}`;
};
