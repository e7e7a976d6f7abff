import { Section } from "@/components/shell/page-header";
import { CopyButton } from "@/components/ui/copy-button";
import { readSnippets } from "@/lib/exports/read-snippets";
import type { DatasetVersionDetail } from "@/lib/exports/version-schema";

/** How to read the files where they lie. The token is a key of the reader's own with the scope to see exports. */
export function Snippets({ version, origin }: { version: DatasetVersionDetail; origin: string }) {
  const snippets = readSnippets(version, origin);
  if (snippets.length === 0) return null;
  return (
    <Section title="Reading it" about="by address, with an API key that has the scope exports:see; files can be read in parts" ruled>
      <div className="grid max-w-[1040px] gap-y-5">
        {snippets.map(({ title, code }) => (
          <div key={title} className="min-w-0">
            <div className="flex items-center justify-between">
              <h3 className="text-12 font-medium">{title}</h3>
              <CopyButton text={code} what={`the ${title} lines`} iconOnly size="sm" />
            </div>
            <pre tabIndex={0} aria-label={`${title} lines`} className="mono overflow-x-auto rounded-control bg-sunk p-3 text-12">
              {code}
            </pre>
          </div>
        ))}
      </div>
    </Section>
  );
}
