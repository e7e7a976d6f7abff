/**
 * The part of a file that a Range header asks for; null for the whole. Several ranges, and what cannot be read, are answered
 * with the whole, as RFC 9110 (section 14.2) allows; a start behind the end cannot be met.
 */
export const readRange = (header: string | null, byteSize: number): { start: number; end: number } | null | "unsatisfiable" => {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
  const [, from = "", to = ""] = match ?? [];
  if (!match || (from === "" && to === "")) return null;
  if (from === "") {
    const length = Math.min(Number(to), byteSize);
    return length === 0 ? "unsatisfiable" : { start: byteSize - length, end: byteSize - 1 };
  }
  const start = Number(from);
  const end = to === "" ? byteSize - 1 : Math.min(Number(to), byteSize - 1);
  if (to !== "" && Number(to) < start) return null;
  return start >= byteSize ? "unsatisfiable" : { start, end };
};
