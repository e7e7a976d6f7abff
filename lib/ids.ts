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
  taskChange: "tch",
  annotator: "anr",
  annotation: "ann",
  aggregation: "agg",
  rewardModel: "rmv",
  encoderRequest: "enr",
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

/** 48 bits of time in ten letters, the last of a millisecond kept: thousands of ids are made in one. */
let lastTime = { at: -1, text: "" };
const timeText = (at: number): string => {
  if (at === lastTime.at) return lastTime.text;
  let text = "";
  for (let rest = at, i = 0; i < 10; i += 1, rest = Math.floor(rest / 32)) text = (alphabet[rest % 32] ?? "0") + text;
  lastTime = { at, text };
  return text;
};

// Made for many ids at once: to ask the system for each of them, or to put each together letter by letter, costs more than all the rest of it.
const lettersAnId = 16;
const idsAtOnce = 250;
const letterCodes = Buffer.from(alphabet, "latin1");
let letters = "";
let lettersUsed = 0;

/** 80 random bits, five a letter. */
const randomLetters = (): string => {
  if (lettersUsed === letters.length) {
    const bytes = randomBytes(lettersAnId * idsAtOnce);
    for (let i = 0; i < bytes.length; i += 1) bytes[i] = letterCodes[(bytes[i] ?? 0) & 31] ?? 0;
    letters = bytes.toString("latin1");
    lettersUsed = 0;
  }
  lettersUsed += lettersAnId;
  return letters.slice(lettersUsed - lettersAnId, lettersUsed);
};

/**
 * A prefixed id such as `itm_01k…`: 48 bits of time, then 80 random bits, so that ids made later sort later
 * and index pages stay dense while a million rows are written.
 */
export const newId = (kind: IdKind): string => `${prefixes[kind]}_${timeText(Date.now())}${randomLetters()}`;
