type Pressed = { key: string; code: string; shiftKey: boolean };

const otherScript = /^(?!\p{Script=Latin})[\p{L}\p{M}]/u;
const signs: Partial<Record<string, string>> = { Comma: ",", Period: "." };

/**
 * The letter or digit of a key by its place on the board, for layouts that put none there: Cyrillic, Greek, Arabic or Hangul letters,
 * and the upper row of a French or Czech keyboard, which types signs without Shift. Null where the key has a name of its own.
 */
export const keyAtPlace = ({ key, code, shiftKey }: Pressed): string | null => {
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return shiftKey || key === digit ? null : digit;
  // "Process": an input method that has nowhere to write.
  if (key !== "Process" && !otherScript.test(key)) return null;
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? signs[code] ?? null;
};

/** Letters count without case. */
export const normalKey = (key: string): string => (key.length === 1 ? key.toLowerCase() : key);

/** What a key is called where only digits and Latin letters mean something. */
export const keyName = (pressed: Pressed): string => keyAtPlace(pressed) ?? normalKey(pressed.key);
