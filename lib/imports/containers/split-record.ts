export type SplitState =
  | { state: "done"; fields: string[] }
  /** a quoted field goes on in the next physical line; `anew`: it began in this one */
  | { state: "open"; anew: boolean }
  | { state: "broken"; reason: string };

/**
 * Takes the physical lines of one CSV record, one after another, and gives its fields once they are whole (RFC 4180): a quote
 * opens a field only at its start, is doubled inside it, and what follows the closing one is a separator or the end. Each
 * character is looked at once, and a record with more than `maxFields` fields is given up, so no file can make this slow.
 */
export const recordSplitter = (separator: string, maxFields: number): ((line: string) => SplitState) => {
  const fields: string[] = [];
  let quoted: string[] | null = null;

  return (text) => {
    // A carriage return belongs to the line break, and stays only where the break is inside quotes.
    const line = text.endsWith("\r") ? text.slice(0, -1) : text;
    let at = 0;
    for (;;) {
      if (fields.length > maxFields) return { state: "broken", reason: `has more columns than the header, which has ${maxFields}` };
      if (quoted === null && line[at] !== '"') {
        const end = line.indexOf(separator, at);
        fields.push(end < 0 ? line.slice(at) : line.slice(at, end));
        if (end < 0) return { state: "done", fields };
        at = end + 1;
        continue;
      }
      const from: number = quoted === null ? at + 1 : at;
      let close = line.indexOf('"', from);
      while (close >= 0 && line[close + 1] === '"') close = line.indexOf('"', close + 2);
      if (close < 0) {
        const anew = quoted === null;
        (quoted ??= []).push(text.slice(from));
        return { state: "open", anew };
      }
      fields.push([...(quoted ?? []), line.slice(from, close)].join("\n").replaceAll('""', '"'));
      quoted = null;
      if (close + 1 === line.length) return { state: "done", fields };
      if (line[close + 1] !== separator) return { state: "broken", reason: "goes on behind a closing quote" };
      at = close + 2;
    }
  };
};

/** The separator that the header line uses most. */
export const separatorOf = (header: string): string =>
  [",", ";", "\t", "|"].reduce((best, candidate) => (header.split(candidate).length > header.split(best).length ? candidate : best));
