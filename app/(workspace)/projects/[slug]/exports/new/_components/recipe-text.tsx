import { CopyButton } from "@/components/ui/copy-button";
import type { DatasetInput } from "@/lib/exports/schema";

/** The recipe as the file that the command line takes: what is not in it stands at its usual value. */
export function RecipeText({ recipe }: { recipe: NonNullable<DatasetInput["recipe"]> }) {
  const text = JSON.stringify({ version: 1, ...recipe }, null, 2);
  return (
    <details className="text-12">
      <summary className="cursor-pointer text-ink-2">
        The recipe as a file, for <code className="mono">plumbline export --recipe</code>
      </summary>
      <div className="mt-2 flex items-start gap-2">
        <pre tabIndex={0} aria-label="Recipe as JSON" className="mono min-w-0 flex-1 overflow-x-auto rounded-control bg-sunk p-3">
          {text}
        </pre>
        <CopyButton text={text} what="the recipe" iconOnly size="sm" />
      </div>
    </details>
  );
}
