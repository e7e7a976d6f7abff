import type { Content } from "@/lib/api/reference/read-reference";
import type { FieldRow } from "@/lib/api/reference/schema-rows";
import { cn } from "@/lib/cn";

/** Steps of indentation by depth; classes and not styles, since the page allows no inline styles. */
const steps = ["pl-0", "pl-5", "pl-10", "pl-15", "pl-20", "pl-25", "pl-30", "pl-35"];
/** Longer lists of words fold behind their number. */
const longest = 120;

/** The fields of a body, those of a value under it and further in. */
export function FieldRows({ content, marksRequired = false }: { content: Content; marksRequired?: boolean }) {
  if (content.rows.length === 0) return <p className="mono text-12 text-ink-2">{content.type}</p>;
  return (
    <>
      {content.type === "object" ? null : <p className="mono mb-1 text-12 text-ink-2">{content.type}</p>}
      <ul>
        {content.rows.map((row, place) => (
          <li key={place} className={cn("border-b border-rule py-1.5", steps[Math.min(row.depth, steps.length - 1)])}>
            <div className="flex flex-wrap items-baseline gap-x-3">
              <span className={cn(isChoice(row) ? "text-12 text-ink-3 italic" : "mono font-medium")}>{row.name}</span>
              <FieldType type={row.type} />
              {marksRequired && row.required ? <span className="text-11 text-ink-3">required</span> : null}
            </div>
            {row.about === "" && row.rules.length === 0 ? null : (
              <p className="max-w-[72ch] text-12 break-words text-ink-2">{[row.about, ...row.rules].filter(Boolean).join(" · ")}</p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

const isChoice = ({ name }: FieldRow): boolean => name === "either" || name === "or";

function FieldType({ type }: { type: string }) {
  if (type.length <= longest) return <span className="mono min-w-0 text-12 break-words text-ink-2">{type}</span>;
  const words = type.split(" | ");
  return (
    <details className="min-w-0 text-12 text-ink-2">
      <summary>one of {words.length}</summary>
      <span className="mono break-words">{type}</span>
    </details>
  );
}
