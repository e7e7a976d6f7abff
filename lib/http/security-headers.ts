/** Sent with every page. Scripts run by nonce alone; `strict-dynamic` lets those that we name load their own chunks. */
export const contentPolicy = (nonce: string, mode: { development: boolean; https: boolean; mediaHosts: readonly string[] }): string =>
  [
    "default-src 'self'",
    // React's development build maps stack traces with eval.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${mode.development ? " 'unsafe-eval'" : ""}`,
    // Dialogs, formulas and highlighted code set styles by attribute, which no nonce can cover.
    "style-src 'self' 'unsafe-inline'",
    ["img-src 'self' data: blob:", ...mode.mediaHosts.map((host) => `https://${host}`)].join(" "),
    ["media-src 'self' blob:", ...mode.mediaHosts.map((host) => `https://${host}`)].join(" "),
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(mode.https ? ["upgrade-insecure-requests"] : []),
  ].join("; ");

export const securityHeaders = (mode: { https: boolean }): Record<string, string> => ({
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  ...(mode.https ? { "strict-transport-security": "max-age=31536000; includeSubDomains" } : {}),
});

/** Sent with every answer that is data and no page, whether or not it came past the proxy: nothing in it is ever run or framed. */
export const dataHeaders: Record<string, string> = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "same-origin",
};

/** By it the proxy tells pages which one was asked for: a page cannot see its own address. */
export const askedPageHeader = "x-asked-page";

const strangers = /^(x-middleware-|next-resume$|x-nonce$|x-asked-page$|x-forwarded-host$|x-original-|x-rewrite-)/;

/** What a client must not tell the framework about itself: headers by which middleware and host checks were once passed by. */
export const trustedHeaders = (sent: Headers): Headers => {
  const kept = new Headers();
  for (const [name, value] of sent) if (!strangers.test(name)) kept.append(name, value);
  return kept;
};
