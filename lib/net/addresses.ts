import { BlockList, isIP } from "node:net";

/** Which numeric addresses a request of ours may go to. Registries: IANA special-purpose address registries for IPv4 and IPv6. */

const blocks = (subnets: readonly (readonly [string, number])[], family: "ipv4" | "ipv6"): BlockList => {
  const list = new BlockList();
  for (const [address, bits] of subnets) list.addSubnet(address, bits, family);
  return list;
};

const notPublic4 = blocks(
  [
    ["0.0.0.0", 8],
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["169.254.0.0", 16],
    ["172.16.0.0", 12],
    ["192.0.0.0", 24],
    ["192.0.2.0", 24],
    ["192.88.99.0", 24],
    ["192.168.0.0", 16],
    ["198.18.0.0", 15],
    ["198.51.100.0", 24],
    ["203.0.113.0", 24],
    ["224.0.0.0", 3],
  ],
  "ipv4",
);

const global6 = blocks([["2000::", 3]], "ipv6");

// Inside 2000::/3: protocol assignments (Teredo among them), documentation, 6to4. They carry or hide other addresses.
const notPublic6 = blocks(
  [
    ["2001::", 23],
    ["2001:db8::", 32],
    ["2002::", 16],
    ["3fff::", 20],
  ],
  "ipv6",
);

// Where clouds keep their metadata services, and addresses that are nobody's: a name never leads there, listed or not.
const neverByName4 = blocks(
  [
    ["0.0.0.0", 8],
    ["169.254.0.0", 16],
    ["192.0.0.192", 32],
    ["100.100.100.200", 32],
    ["224.0.0.0", 3],
  ],
  "ipv4",
);
const neverByName6 = blocks(
  [
    ["::", 128],
    ["::ffff:0:0", 96],
    ["64:ff9b::", 96],
    ["64:ff9b:1::", 48],
    ["fe80::", 10],
    ["fd00:ec2::254", 128],
    ["ff00::", 8],
  ],
  "ipv6",
);

const stripZone = (address: string): string => address.split("%", 1)[0] ?? address;

/** True for addresses of the public internet alone; everything else, and what is no address at all, is not. */
export const isPublicAddress = (address: string): boolean => {
  const bare = stripZone(address);
  const family = isIP(bare);
  if (family === 4) return !notPublic4.check(bare, "ipv4");
  if (family === 6) return global6.check(bare, "ipv6") && !notPublic6.check(bare, "ipv6");
  return false;
};

/** Addresses that a host name must not resolve to even where an operator listed that name. */
export const isNeverByName = (address: string): boolean => {
  const bare = stripZone(address);
  const family = isIP(bare);
  if (family === 4) return neverByName4.check(bare, "ipv4");
  if (family === 6) return neverByName6.check(bare, "ipv6");
  return true;
};
