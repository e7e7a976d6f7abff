import type { Detected } from "@/lib/imports/detect-reading";
import { formats } from "@/lib/imports/formats/registry";

const mostNamed = 12;

export const listOf = (names: readonly string[]): string =>
  `${names.slice(0, mostNamed).join(", ")}${names.length > mostNamed ? ` and ${names.length - mostNamed} more` : ""}`;

/** Why a file's columns do not say how it is to be read, and what to do. */
export const whyUnread = ({ reading: { format, columns, mapping }, columns: all }: Detected): string => {
  if (format !== "columns") {
    const lacking = formats[format].fields.flatMap(({ name, required }) => (required && columns[name] === null ? [name] : []));
    return `${format} needs ${lacking.join(", ")}, and its columns are ${listOf(all)}. Name them so, or say which they are: with --map, or in the browser.`;
  }
  const byHand =
    "Rename columns (prompt, response for ratings; prompt, response_a, response_b, choice, annotator for comparisons), or say which column is what: with --map, or in the browser, where it can be saved for files like it.";
  return mapping !== null && mapping.prompt !== null
    ? `it has prompts (${mapping.prompt}) and no column whose name says that it holds responses, and an item is one or more responses to judge. Where there are none yet, generate them first and give them beside the prompt, as response, or as response_a and response_b. Its columns: ${listOf(all)}. ${byHand}`
    : `which columns hold prompts and responses cannot be told from their names: ${listOf(all)}. ${byHand}`;
};
