import { stringify } from "csv-stringify";
import type { Stringifier } from "csv-stringify";

/**
 * Rows as CSV for spreadsheets. Names and notes that a spreadsheet would run as a formula get a quote before them; amounts in
 * columns that end in `_micros`, which may be negative, are numbers of our own and stay numbers.
 */
export const spreadsheetCsv = (columns: string[]): Stringifier =>
  stringify({
    header: true,
    columns,
    record_delimiter: "windows",
    cast: {
      string: (value, { column, header }) =>
        !header && !(typeof column === "string" && column.endsWith("_micros")) && /^[=+\-@\t\r\0]/.test(value) ? `'${value}` : value,
    },
  });
