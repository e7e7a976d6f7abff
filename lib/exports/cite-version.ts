import type { DatasetVersionDetail } from "@/lib/exports/version-schema";

/** A text as LaTeX shows it: the rest of a line behind a bare % is lost, and at a bare & it stops. */
const inLatex = (text: string): string =>
  text
    .replace(/[{}\\]/g, "")
    .replace(/[&%$#_]/g, "\\$&")
    .replaceAll("~", "\\textasciitilde{}")
    .replaceAll("^", "\\textasciicircum{}");

/** How a paper names a version: its name, number and year, its address, and the checksum by which anybody can check the files. */
export const citeVersion = (
  project: { name: string; slug: string },
  version: Pick<DatasetVersionDetail, "number" | "createdAt" | "manifest">,
  address: string,
): { line: string; bibtex: string } => {
  const year = version.createdAt.slice(0, 4);
  const fingerprint = version.manifest?.fingerprint ?? "";
  const checksum = fingerprint === "" ? "" : ` SHA-256 of the checksums: ${fingerprint}.`;
  const name = inLatex(project.name);
  return {
    line: `${project.name}, version ${version.number} [data set]. ${year}. ${address}.${checksum}`,
    bibtex: `@misc{${project.slug.replace(/[^a-z0-9]/g, "")}v${version.number},\n  title = {${name}, version ${version.number}},\n  year = {${year}},\n  howpublished = {\\url{${address}}},\n  note = {Data set.${checksum}}\n}`,
  };
};
