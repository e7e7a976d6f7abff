import { expect, it } from "vitest";
import { citeVersion } from "@/lib/exports/cite-version";

it("cites a name as it is in a line, and as LaTeX shows it in BibTeX", () => {
  const project = { name: "R&D: 100 % of #1_a {x} ~ ^", slug: "r-d" };
  const { line, bibtex } = citeVersion(
    project,
    { number: 3, createdAt: "2026-11-24T00:00:00.000Z", manifest: null },
    "https://example.org/3",
  );
  expect(line).toBe("R&D: 100 % of #1_a {x} ~ ^, version 3 [data set]. 2026. https://example.org/3.");
  expect(bibtex).toContain("@misc{rdv3,\n  title = {R\\&D: 100 \\% of \\#1\\_a x \\textasciitilde{} \\textasciicircum{}, version 3},");
});
