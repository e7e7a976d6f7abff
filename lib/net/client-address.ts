import { isIP } from "node:net";

/**
 * Where a request comes from. The web process itself writes this header, over whatever was sent, from the socket and the proxies
 * that an operator trusts (scripts/web/requests.mjs); nothing else in the product may read it as the client's.
 */
export const clientAddress = (headers: { get: (name: string) => string | null }): string =>
  headers.get("x-forwarded-for")?.split(",", 1)[0]?.trim() || "unknown";

/** Bits that a site of IPv6 is given (RFC 6177): whoever has one has ever new addresses in it. */
const siteBits = 56;

const groupsOf = (address: string): number[] => {
  const [head = "", tail] = address.split("::", 2);
  const read = (text: string): number[] => (text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16)));
  const [left, right] = [read(head), read(tail ?? "")];
  return tail === undefined ? left : [...left, ...Array.from({ length: 8 - left.length - right.length }, () => 0), ...right];
};

/** An address, or of IPv6 the site that it lies in: what failures are counted by. */
export const siteOf = (address: string): string => {
  const bare = address.split("%", 1)[0] ?? "";
  if (isIP(bare) !== 6) return bare;
  const whole = groupsOf(bare.replace(/:\d+\.\d+\.\d+\.\d+$/, ":0:0"));
  const kept = whole.slice(0, Math.ceil(siteBits / 16)).map((group, place) => (place === 3 ? group & 0xff00 : group));
  return `${kept.map((group) => group.toString(16)).join(":")}::/${siteBits}`;
};
