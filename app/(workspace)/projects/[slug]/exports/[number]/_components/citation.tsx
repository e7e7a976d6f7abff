import { Section } from "@/components/shell/page-header";
import { CopyButton } from "@/components/ui/copy-button";
import { citeVersion } from "@/lib/exports/cite-version";
import type { DatasetVersionDetail } from "@/lib/exports/version-schema";

/** How a paper names this version. */
export function Citation({
  project,
  version,
  address,
}: {
  project: { name: string; slug: string };
  version: DatasetVersionDetail;
  address: string;
}) {
  const { line, bibtex } = citeVersion(project, version, address);
  return (
    <Section title="Citing it" about="the address stays, and the files behind it never change" ruled>
      <div className="grid max-w-[90ch] grid-cols-1 gap-3">
        <div className="flex min-w-0 items-start gap-2">
          <p className="min-w-0 flex-1 break-words">{line}</p>
          <CopyButton text={line} what="the citation" iconOnly size="sm" />
        </div>
        <div className="flex min-w-0 items-start gap-2">
          <pre tabIndex={0} aria-label="BibTeX entry" className="mono min-w-0 flex-1 overflow-x-auto rounded-control bg-sunk p-3 text-12">
            {bibtex}
          </pre>
          <CopyButton text={bibtex} what="the BibTeX entry" iconOnly size="sm" />
        </div>
      </div>
    </Section>
  );
}
