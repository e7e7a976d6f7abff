import { BlockList, isIP } from "node:net";

/** As one writes it: IPv4 in IPv6 as IPv4, no zone, no brackets, no port. @param {string} text @returns {string | undefined} */
function readAddress(text) {
  const bare = text
    .trim()
    .replace(/^\[([^\]]*)\](?::\d+)?$/, "$1")
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1")
    .replace(/^::ffff:(?=\d+\.)/i, "")
    .replace(/%.*$/, "");
  return isIP(bare) === 0 ? undefined : bare.toLowerCase();
}

/** @param {string} address */
const family = (address) => (isIP(address) === 6 ? "ipv6" : "ipv4");

/**
 * The proxies that are believed, as an operator wrote them: addresses and networks (`10.0.0.0/8`), by commas.
 * @param {string | undefined} setting
 */
export function readTrustedProxies(setting) {
  const list = new BlockList();
  for (const entry of (setting ?? "").split(",").map((part) => part.trim())) {
    if (entry === "") continue;
    const [text = "", bits] = entry.split("/", 2);
    const address = readAddress(text);
    const most = address !== undefined && isIP(address) === 6 ? 128 : 32;
    if (address === undefined || (bits !== undefined && !(/^\d+$/.test(bits) && Number(bits) <= most)))
      throw new RangeError(`PLUMBLINE_TRUSTED_PROXIES: “${entry}” is neither an address nor a network like 10.0.0.0/8`);
    list.addSubnet(address, bits === undefined ? most : Number(bits), family(address));
  }
  return list;
}

/** Proxies that one request is believed to have passed: a list of thousands is no list of proxies. */
const mostHops = 32;

/**
 * Where a request comes from: the other end of its socket, or, where that is a proxy which is believed, whom it names. Read from the
 * right, where our own proxies wrote; what stands left of the first stranger is that stranger's tale.
 * @param {string | undefined} socketAddress
 * @param {string | string[] | undefined} forwardedFor
 * @param {BlockList} trusted
 */
export function clientAddress(socketAddress, forwardedFor, trusted) {
  let at = readAddress(socketAddress ?? "");
  if (at === undefined) return "unknown";
  const named = String(forwardedFor ?? "")
    .split(",")
    .slice(-mostHops);
  while (trusted.check(at, family(at))) {
    const before = readAddress(named.pop() ?? "");
    if (before === undefined) break;
    at = before;
  }
  return at;
}
