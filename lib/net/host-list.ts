import { AppError } from "@/lib/errors";

/**
 * Hosts that this installation may call, as an operator wrote them, separated by commas:
 *
 * - `api.example.com` or `api.example.com:8443` by https, and also where it resolves to a private address;
 * - `http://localhost:11434` by http, for servers on the own machine or network;
 * - `*.example.org` every host below it, by https, at public addresses only;
 * - `*` every public host by https.
 */
export type HostRule = { protocol: "https:" | "http:"; hostname: string; port: string; below: boolean };

/** What the list says of an address: exact entries may be private, the others must be public. */
export type HostPermit = { mayBePrivate: boolean };

const anyHost: HostRule = { protocol: "https:", hostname: "", port: "", below: true };

const readEntry = (entry: string): HostRule => {
  if (entry === "*") return anyHost;
  const [, scheme = "https", below, rest = ""] = /^(?:(https?):\/\/)?(\*\.)?([^*/]+)\/?$/i.exec(entry) ?? [];
  const url = rest === "" ? null : URL.parse(`${scheme.toLowerCase()}://${rest}`);
  if (!url || url.username !== "" || url.password !== "" || url.pathname !== "/" || url.search !== "" || url.hash !== "")
    throw new RangeError(`PLUMBLINE_OUTBOUND_HOSTS: “${entry}” is no host. Write it as host, host:port, http://host:port or *.domain`);
  return { protocol: url.protocol === "http:" ? "http:" : "https:", hostname: url.hostname, port: url.port, below: below !== undefined };
};

export const readHostList = (setting: string | undefined): HostRule[] =>
  (setting ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "")
    .map(readEntry);

const matches = (rule: HostRule, url: URL): boolean => {
  if (rule.protocol !== url.protocol) return false;
  if (rule === anyHost) return true;
  if (rule.port !== url.port) return false;
  return rule.below ? url.hostname.endsWith(`.${rule.hostname}`) : url.hostname === rule.hostname;
};

const refusal = (userMessage: string): AppError => new AppError("refused", { userMessage });

/** @throws AppError refused, saying what an operator would have to set. */
export const permitHost = (rules: readonly HostRule[], url: URL): HostPermit => {
  if (url.protocol !== "https:" && url.protocol !== "http:") throw refusal(`${url.protocol} addresses are not fetched, only https ones.`);
  if (url.username !== "" || url.password !== "") throw refusal(`An address with a user name or password in it is not fetched.`);
  const found = rules.filter((rule) => matches(rule, url));
  if (found.length === 0) {
    const entry = url.protocol === "http:" ? `http://${url.host}` : url.host;
    throw refusal(
      `${url.host} is not among the hosts that this installation may call. An operator can list it: PLUMBLINE_OUTBOUND_HOSTS=${entry}`,
    );
  }
  return { mayBePrivate: found.some((rule) => !rule.below) };
};
