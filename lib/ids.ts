import { randomBytes } from "node:crypto";

const prefixes = {
  workspace: "wsp",
  user: "usr",
  session: "ses",
  member: "mem",
  invitation: "inv",
  apiKey: "key",
  webhook: "whk",
  project: "prj",
  campaign: "cmp",
  guide: "gde",
  question: "qst",
  consent: "cns",
  attempt: "qat",
  exclusion: "exc",
  flag: "flg",
  post: "pst",
  import: "imp",
  media: "med",
  item: "itm",
  candidate: "cnd",
  view: "vew",
  task: "tsk",
  annotator: "anr",
  annotation: "ann",
  aggregation: "agg",
  rewardModel: "rmv",
  tagging: "tgn",
  routePlan: "pln",
  performanceTable: "pft",
  judge: "jdg",
  judgeVersion: "jdv",
  judgeAsk: "jda",
  judgeCall: "jdc",
  budget: "bud",
  reservation: "rsv",
  payRate: "pyr",
  dataset: "dsv",
  datasetFile: "dsf",
  job: "job",
  secret: "sec",
  connection: "cnx",
  importMapping: "map",
} as const;

export type IdKind = keyof typeof prefixes;

// Crockford's base 32: no letters that are read for digits.
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

const base32 = (value: bigint, length: number): string => {
  let rest = value;
  let text = "";
  for (let i = 0; i < length; i += 1) {
    text = (alphabet[Number(rest & 31n)] ?? "0") + text;
    rest >>= 5n;
  }
  return text;
};

// Asking the system for ten bytes at a time costs more than all the rest of an id.
let pool = Buffer.alloc(0);
const tenRandomBytes = (): Buffer => {
  if (pool.length < 10) pool = randomBytes(10_000);
  const taken = pool.subarray(0, 10);
  pool = pool.subarray(10);
  return taken;
};

/**
 * A prefixed id such as `itm_01k…`: 48 bits of time, then 80 random bits, so that ids made later sort later
 * and index pages stay dense while a million rows are written.
 */
export const newId = (kind: IdKind): string => {
  const random = BigInt(`0x${tenRandomBytes().toString("hex")}`);
  return `${prefixes[kind]}_${base32(BigInt(Date.now()), 10)}${base32(random, 16)}`;
};
