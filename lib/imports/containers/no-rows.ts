/** Files that are often brought and hold no rows that can be read, told by their first bytes, each with what to do instead. */

type Known = { at: number; bytes: string; reason: string };

const unpack = "unpack it, or pack it with gzip or zstd";
const asRows = "save the rows as JSON lines, CSV or Parquet";

const known: Known[] = [
  { at: 0, bytes: "%PDF", reason: `is a PDF: ${asRows}` },
  { at: 0, bytes: "BZh9", reason: `is packed with bzip2: ${unpack}` },
  { at: 0, bytes: "\u00fd7zXZ", reason: `is packed with xz: ${unpack}` },
  { at: 0, bytes: "7z\u00bc\u00af", reason: "is a 7z archive: unpack it, or pack the folder as ZIP" },
  { at: 0, bytes: "Rar!\u001a", reason: "is a RAR archive: unpack it, or pack the folder as ZIP" },
  { at: 257, bytes: "ustar", reason: "is a tar archive: unpack it, or pack the folder as ZIP" },
  { at: 0, bytes: "\u00d0\u00cf\u0011\u00e0", reason: "is a workbook or document of an old office program: save the sheet as CSV" },
  { at: 0, bytes: "SQLite format 3", reason: `is an SQLite database: ${asRows}` },
  { at: 0, bytes: "\u0089HDF", reason: `is an HDF5 file: ${asRows}` },
  { at: 0, bytes: "Obj\u0001", reason: `is an Avro file: ${asRows}` },
  { at: 0, bytes: "\u0080\u0004\u0095", reason: `is a Python pickle, which is not opened because it may run code: ${asRows}` },
  { at: 0, bytes: "\u0080\u0005\u0095", reason: `is a Python pickle, which is not opened because it may run code: ${asRows}` },
  { at: 0, bytes: "\u0089PNG", reason: `is a picture: ${asRows}, and upload pictures beside them` },
  { at: 0, bytes: "\u00ff\u00d8\u00ff", reason: `is a picture: ${asRows}, and upload pictures beside them` },
  { at: 0, bytes: "version https://git-lfs", reason: "is a pointer of Git LFS in place of the file: fetch the file itself (git lfs pull)" },
];

const webPage = /^\s*<(?:!doctype html|html)\b/i;

/** As many first bytes as tell all of them. */
export const tellingBytes = 512;

/** Why a file with these first bytes, unpacked where it is packed, holds no rows; null where it may. */
export const whyNoRows = (head: Buffer): string | null => {
  const text = head.toString("latin1");
  const found = known.find(({ at, bytes }) => text.startsWith(bytes, at));
  if (found) return found.reason;
  return webPage.test(text) ? "is a web page, often one that asks to sign in or tells of a fault: fetch the file again" : null;
};
