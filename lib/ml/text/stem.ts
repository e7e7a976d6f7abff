/**
 * Porter's stemmer for English with the usual later refinements (short words keep their shape, "dies" becomes "die", a few
 * irregular words), so that overlaps counted with it equal those of common evaluation tools.
 *
 * Source: M. F. Porter (1980), doi:10.1108/eb046814, steps 1a to 5b.
 */
export const stem = (word: string): string => {
  const known = irregular.get(word);
  if (known !== undefined) return known;
  if (word.length <= 2) return word;
  return [step1a, step1b, step1c, step2, step3, step4, step5].reduce((part, step) => step(part), word);
};

const irregular = new Map(
  Object.entries({
    sky: ["sky", "skies"],
    die: ["dying"],
    lie: ["lying"],
    tie: ["tying"],
    news: ["news"],
    inning: ["innings", "inning"],
    outing: ["outings", "outing"],
    canning: ["cannings", "canning"],
    howe: ["howe"],
    proceed: ["proceed"],
    exceed: ["exceed"],
    succeed: ["succeed"],
  }).flatMap(([root, words]) => words.map((word) => [word, root] as const)),
);

/** One flag a letter: y is a consonant at the start and after a vowel. */
const consonants = (word: string): boolean[] => {
  const flags: boolean[] = [];
  for (const letter of word) flags.push("aeiou".includes(letter) ? false : letter === "y" ? !(flags.at(-1) ?? false) : true);
  return flags;
};

/** How many times a vowel is followed by a consonant. */
const measure = (word: string): number => {
  const flags = consonants(word);
  return flags.filter((flag, index) => flag && index > 0 && flags[index - 1] === false).length;
};

const hasVowel = (word: string): boolean => consonants(word).includes(false);

const endsInDoubleConsonant = (word: string): boolean =>
  word.length >= 2 && word.at(-1) === word.at(-2) && consonants(word).at(-1) === true;

/** Ends consonant, vowel, consonant other than w, x, y: "hop"; or is vowel, consonant: "at". */
const endsShort = (word: string): boolean => {
  const [before, middle, last] = consonants(word).slice(-3);
  if (word.length === 2) return before === false && middle === true;
  return before === true && middle === false && last === true && !/[wxy]$/u.test(word);
};

type Rule = readonly [suffix: string, replacement: string, when: (stem: string) => boolean];

/** The first rule whose suffix fits decides, also where its condition keeps the word as it is. */
const apply = (word: string, rules: readonly Rule[]): string => {
  for (const [suffix, replacement, when] of rules) {
    if (!word.endsWith(suffix)) continue;
    const rest = word.slice(0, word.length - suffix.length);
    return when(rest) ? rest + replacement : word;
  }
  return word;
};

const always = (): boolean => true;
const positive = (rest: string): boolean => measure(rest) > 0;
const aboveOne = (rest: string): boolean => measure(rest) > 1;

const step1a = (word: string): string =>
  word.endsWith("ies") && word.length === 4
    ? word.slice(0, -1)
    : apply(word, [
        ["sses", "ss", always],
        ["ies", "i", always],
        ["ss", "ss", always],
        ["s", "", always],
      ]);

const step1b = (word: string): string => {
  if (word.endsWith("ied")) return word.length === 4 ? word.slice(0, -1) : word.slice(0, -2);
  if (word.endsWith("eed")) return apply(word, [["eed", "ee", positive]]);
  const suffix = ["ed", "ing"].find((end) => word.endsWith(end) && hasVowel(word.slice(0, -end.length)));
  if (suffix === undefined) return word;
  const rest = word.slice(0, -suffix.length);
  if (/(?:at|bl|iz)$/u.test(rest)) return `${rest}e`;
  if (endsInDoubleConsonant(rest)) return /[lsz]$/u.test(rest) ? rest : rest.slice(0, -1);
  return measure(rest) === 1 && endsShort(rest) ? `${rest}e` : rest;
};

const step1c = (word: string): string => apply(word, [["y", "i", (rest) => rest.length > 1 && consonants(rest).at(-1) === true]]);

const step2Rules: readonly Rule[] = [
  ["ational", "ate", positive],
  ["tional", "tion", positive],
  ["enci", "ence", positive],
  ["anci", "ance", positive],
  ["izer", "ize", positive],
  ["bli", "ble", positive],
  ["alli", "al", positive],
  ["entli", "ent", positive],
  ["eli", "e", positive],
  ["ousli", "ous", positive],
  ["ization", "ize", positive],
  ["ation", "ate", positive],
  ["ator", "ate", positive],
  ["alism", "al", positive],
  ["iveness", "ive", positive],
  ["fulness", "ful", positive],
  ["ousness", "ous", positive],
  ["aliti", "al", positive],
  ["iviti", "ive", positive],
  ["biliti", "ble", positive],
  ["fulli", "ful", positive],
  // The l counts with the stem, so that "geologi" goes the way of "archaeologi".
  ["logi", "log", (rest) => positive(`${rest}l`)],
];

const step2 = (word: string): string =>
  word.endsWith("alli") && positive(word.slice(0, -4)) ? step2(word.slice(0, -2)) : apply(word, step2Rules);

const step3 = (word: string): string =>
  apply(word, [
    ["icate", "ic", positive],
    ["ative", "", positive],
    ["alize", "al", positive],
    ["iciti", "ic", positive],
    ["ical", "ic", positive],
    ["ful", "", positive],
    ["ness", "", positive],
  ]);

const step4 = (word: string): string =>
  apply(word, [
    ...["al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent"].map((suffix): Rule => [suffix, "", aboveOne]),
    ["ion", "", (rest) => aboveOne(rest) && /[st]$/u.test(rest)],
    ...["ou", "ism", "ate", "iti", "ous", "ive", "ize"].map((suffix): Rule => [suffix, "", aboveOne]),
  ]);

const step5 = (word: string): string => {
  const rest = word.slice(0, -1);
  const without = word.endsWith("e") && (measure(rest) > 1 || (measure(rest) === 1 && !endsShort(rest))) ? rest : word;
  return without.endsWith("ll") && measure(without.slice(0, -1)) > 1 ? without.slice(0, -1) : without;
};
