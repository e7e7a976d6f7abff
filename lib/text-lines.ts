import type { Readable } from "node:stream";

/**
 * The lines of a stream of UTF-8, parted at \n and nowhere else. Node's own reader of lines takes U+2028 and U+2029, which JSON
 * leaves as they are within a text, for ends of lines from Node 24 on.
 */
export async function* textLines(stream: Readable): AsyncGenerator<string> {
  let parts: string[] = [];
  for await (const chunk of stream.setEncoding("utf8")) {
    const [first = "", ...others] = String(chunk).split("\n");
    parts.push(first);
    for (const next of others) {
      yield parts.join("");
      parts = [next];
    }
  }
  const last = parts.join("");
  if (last !== "") yield last;
}
