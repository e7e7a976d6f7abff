import { pipeline, Readable } from "node:stream";
import { stringify } from "csv-stringify";

/**
 * Keeps a spreadsheet from running a text as a formula: what begins like one gets an apostrophe in front, which a
 * spreadsheet hides. Full-width forms are taken for the same signs by some of them.
 */
export const guardFormula = (text: string): string => (/^[=+\-@\t\r\n|%\uff0b\uff0d\uff1d\uff20]/.test(text) ? `'${text}` : text);

type Row = Record<string, string | number | null>;

/**
 * Rows as CSV for spreadsheets. Names and notes that a spreadsheet would run as a formula get a quote before them; amounts in
 * columns that end in `_micros`, which may be negative, are numbers of our own and stay numbers. Where the rows break off, so does
 * the text, with their error; where nobody reads on, no more rows are asked for.
 */
export const spreadsheetCsv = (columns: string[], rows: Iterable<Row> | AsyncIterable<Row>): Readable => {
  const text = stringify({
    header: true,
    columns,
    record_delimiter: "windows",
    cast: {
      string: (value, { column, header }) =>
        header || (typeof column === "string" && column.endsWith("_micros")) ? value : guardFormula(value),
    },
  });
  // The reader of the text is told of an error by the text itself.
  pipeline(Readable.from(rows), text, () => undefined);
  return text;
};
