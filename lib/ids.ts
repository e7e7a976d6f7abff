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
  datasetPush: "dsp",
  job: "job",
  secret: "sec",
  connection: "cnx",
  importMapping: "map",
} as const;

export type IdKind = keyof typeof prefixes;

// Crockford's base 32: no letters that are read for digits.
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** Five bits a letter from the front; bytes come in fives, eight letters each. */
const base32 = (bytes: Uint8Array): string => {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(held >>> bits) & 31] ?? "0";
    }
    held &= 31;
  }
  return text;
};

/** 48 bits of time in ten letters, the last of a millisecond kept: thousands of ids are made in one. */
let lastTime = { at: -1, text: "" };
const timeText = (at: number): string => {
  if (at === lastTime.at) return lastTime.text;
  let text = "";
  for (let rest = at, i = 0; i < 10; i += 1, rest = Math.floor(rest / 32)) text = (alphabet[rest % 32] ?? "0") + text;
  lastTime = { at, text };
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
  return `${prefixes[kind]}_${timeText(Date.now())}${base32(tenRandomBytes())}`;
};
