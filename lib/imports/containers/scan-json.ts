import { limits } from "@/lib/imports/row-schema";

/**
 * Cuts a stream of JSON text into values without parsing it: strings, escapes and brackets are followed byte by byte, so a
 * document of any size needs the memory of one value. What the values hold is checked by whoever parses them.
 */

export type JsonPiece = { line: number; text: Buffer } | { line: number; reason: string; excerpt: string };

/** Where the values lie: one after another, in the list that the file is, or in the list under a key of the file's object; or the entries, each with its key, of the object that the file is or that is there. */
export type JsonPlace = { in: "values" } | { in: "list" } | { in: "object" } | { in: "key"; key: string; of: "list" | "object" };

const excerptBytes = 400;
const quote = 0x22;
const backslash = 0x5c;
const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const isOpening = (byte: number): boolean => byte === 0x7b || byte === 0x5b;
const isClosing = (byte: number): boolean => byte === 0x7d || byte === 0x5d;

export type JsonScanner = {
  feed: (chunk: Buffer) => JsonPiece[];
  /** what was left open; empty where the document is whole */
  end: () => JsonPiece[];
};

export const jsonScanner = (place: JsonPlace): JsonScanner => {
  const listDepth = place.in === "values" ? 0 : place.in === "key" ? 2 : 1;
  let depth = 0;
  let line = 1;
  let inString = false;
  let escaped = false;
  let broken = false;
  // The value that is being taken: its pieces so far, from where in the present chunk it goes on, and where it began.
  let parts: Buffer[] = [];
  let length = 0;
  let from = -1;
  let startLine = 1;
  // Keys of the outermost object, for `in: key`.
  let keyParts: Buffer[] = [];
  let keyFrom = -1;
  let key: string | null = null;
  let afterColon = false;
  let inside = place.in === "values";

  const keep = (bytes: Buffer): void => {
    length += bytes.length;
    if (length <= limits.lineBytes) parts.push(bytes);
    else if (parts.length > 1) parts = [Buffer.from(Buffer.concat(parts).subarray(0, excerptBytes))];
  };
  const close = (): JsonPiece | null => {
    const whole = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
    const total = length;
    parts = [];
    length = 0;
    from = -1;
    if (total > limits.lineBytes) {
      const excerpt = whole.subarray(0, excerptBytes).toString("utf8");
      return { line: startLine, reason: `has ${total} bytes; the limit is ${limits.lineBytes}`, excerpt };
    }
    const text = whole.toString("latin1").trim();
    return text === "" ? null : { line: startLine, text: whole };
  };

  const feed = (chunk: Buffer): JsonPiece[] => {
    const pieces: JsonPiece[] = [];
    if (broken) return pieces;
    const finish = (at: number): void => {
      if (from < 0) return;
      keep(chunk.subarray(from, at));
      const piece = close();
      if (piece) pieces.push(piece);
    };
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (byte === 0x0a) line += 1;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quote) {
          inString = false;
          if (keyFrom >= 0) {
            keyParts.push(chunk.subarray(keyFrom, at));
            key = Buffer.concat(keyParts).toString("utf8");
            keyParts = [];
            keyFrom = -1;
          }
        }
        continue;
      }
      if (isSpace(byte)) {
        if (place.in === "values" && depth === 0 && from >= 0) finish(at);
        continue;
      }
      // A byte-order mark before the document.
      if (depth === 0 && from < 0 && (byte === 0xef || byte === 0xbb || byte === 0xbf)) continue;
      if (inside && depth === listDepth && from < 0 && byte !== 0x2c && !isClosing(byte)) {
        from = at;
        startLine = line;
      }
      if (byte === quote) {
        inString = true;
        if (place.in === "key" && depth === 1 && !afterColon) keyFrom = at + 1;
      } else if (isOpening(byte)) {
        depth += 1;
        if (place.in === "list" && depth === 1) inside = byte === 0x5b;
        else if (place.in === "object" && depth === 1) inside = byte === 0x7b;
        else if (place.in === "key" && depth === 2 && afterColon && key === place.key && byte === (place.of === "list" ? 0x5b : 0x7b))
          inside = true;
      } else if (isClosing(byte)) {
        if (inside && depth === listDepth) {
          finish(at);
          if (place.in !== "values") inside = false;
        }
        depth -= 1;
        if (depth < 0) {
          broken = true;
          pieces.push({ line, reason: "closes a bracket that was not opened; what follows cannot be read", excerpt: "" });
          return pieces;
        }
        if (place.in === "values" && depth === 0) finish(at + 1);
      } else if (byte === 0x3a && depth === 1) {
        afterColon = true;
      } else if (byte === 0x2c) {
        if (depth === 1) afterColon = false;
        if (inside && depth === listDepth) finish(at);
      }
    }
    if (from >= 0) {
      keep(chunk.subarray(from));
      from = 0;
    }
    if (keyFrom >= 0) {
      keyParts.push(chunk.subarray(keyFrom));
      keyFrom = 0;
    }
    return pieces;
  };

  const end = (): JsonPiece[] => {
    if (broken) return [];
    const last = place.in === "values" && depth === 0 && from >= 0 ? close() : null;
    if (last) return [last];
    if (depth === 0 && !inString) return [];
    const head = Buffer.concat(parts).subarray(0, excerptBytes).toString("utf8");
    return [{ line: from >= 0 ? startLine : line, reason: "is cut off: the document ends before its brackets are closed", excerpt: head }];
  };

  return { feed, end };
};
