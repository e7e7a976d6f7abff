/**
 * Lists and objects as Python prints them: what a data frame writes into a table where its cells hold such things. Entries may
 * stand beside each other without a comma, as NumPy prints them.
 */

const deepest = 64;
const words = new Map<string, boolean | null>(Object.entries({ True: true, False: false, None: null, nan: null, inf: null }));
const escapes: Record<string, string> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v", a: "\u0007", "\n": "" };
const codes: Record<string, number> = { x: 2, u: 4, U: 8 };
const numberOrWord = /-?(?:\d[\d_]*(?:\.\d*)?(?:[eE][+-]?\d+)?|[A-Za-z]+)/y;
const stringRun = /[^\\'"]+/y;

class NoLiteral extends Error {}

const reader = (text: string) => {
  let at = 0;
  const skip = (): void => {
    while (/\s/.test(text[at] ?? "")) at += 1;
  };
  const takes = (mark: string): boolean => {
    skip();
    if (!text.startsWith(mark, at)) return false;
    at += mark.length;
    return true;
  };
  const match = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? "";
    at += found.length;
    return found;
  };

  const escaped = (): string => {
    const mark = text[at] ?? "";
    at += 1;
    const digits = codes[mark];
    if (digits === undefined) return escapes[mark] ?? (mark === "\\" || mark === "'" || mark === '"' ? mark : `\\${mark}`);
    const code = Number.parseInt(text.slice(at, at + digits), 16);
    if (!(code <= 0x10ffff)) throw new NoLiteral();
    at += digits;
    return String.fromCodePoint(code);
  };
  const string = (quote: string): string => {
    at += 1;
    let read = "";
    while (at < text.length) {
      read += match(stringRun);
      const mark = text[at];
      at += 1;
      if (mark === quote) return read;
      read += mark === "\\" ? escaped() : (mark ?? "");
    }
    throw new NoLiteral();
  };

  const list = (close: string, depth: number): unknown[] => {
    const entries: unknown[] = [];
    while (!takes(close)) {
      entries.push(value(depth + 1));
      takes(",");
    }
    return entries;
  };
  const object = (depth: number): Record<string, unknown> => {
    const entries: [string, unknown][] = [];
    while (!takes("}")) {
      const key = value(depth + 1);
      if (typeof key !== "string" || !takes(":")) throw new NoLiteral();
      entries.push([key, value(depth + 1)]);
      takes(",");
    }
    return Object.fromEntries(entries);
  };
  const array = (depth: number): unknown[] => {
    const entries = takes("[") ? list("]", depth) : null;
    if (entries && takes(",")) match(/\s*dtype=(?:\w+|'[^'\s]*')/y);
    if (!entries || !takes(")")) throw new NoLiteral();
    return entries;
  };

  const value = (depth: number): unknown => {
    skip();
    const mark = text[at] ?? "";
    if (depth > deepest) throw new NoLiteral();
    if (mark === "'" || mark === '"') return string(mark);
    if (takes("[")) return list("]", depth);
    if (takes("(")) return list(")", depth);
    if (takes("{")) return object(depth);
    if (takes("array(")) return array(depth);
    const token = match(numberOrWord);
    const word = words.get(token.replace(/^-/, ""));
    if (word !== undefined) return word;
    const number = token === "" ? Number.NaN : Number(token.replaceAll("_", ""));
    if (Number.isNaN(number)) throw new NoLiteral();
    return number;
  };

  return (): unknown => {
    const read = value(0);
    skip();
    if (at < text.length) throw new NoLiteral();
    return read;
  };
};

/** The value that a text prints; undefined where it prints none. */
export const parsePython = (text: string): unknown => {
  try {
    return reader(text)();
  } catch (error) {
    if (error instanceof NoLiteral) return undefined;
    throw error;
  }
};
