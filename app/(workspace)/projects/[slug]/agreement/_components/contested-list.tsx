import { ChoiceMark } from "@/app/(workspace)/projects/[slug]/items/_components/choice-mark";
import { unitWords } from "@/app/(workspace)/projects/[slug]/items/_components/choice-words";
import { Section } from "@/components/shell/page-header";
import { AppLink } from "@/components/ui/app-link";
import { formatFigure } from "@/components/ui/figure-format";
import { SourceMark } from "@/components/ui/source-mark";
import type { ContestedItem } from "@/lib/agreement/summarise-agreement";

/** Where annotators differ most, to be read: the guide is unclear there, or the answer is. */
export function ContestedList({ slug, items }: { slug: string; items: ContestedItem[] }) {
  if (items.length === 0) return null;
  return (
    <Section ruled title="Most contested" about="Least agreement first. Read them before changing the guide.">
      <ol className="grid gap-x-11 lg:grid-cols-2">
        {items.map((item) => (
          <li key={item.taskId} className="min-w-0 border-b border-rule py-2.5">
            <AppLink href={`/projects/${slug}/items?item=${item.itemId}`} className="block hover:underline">
              <span className="line-clamp-2 text-14 font-medium" dir="auto">
                {item.title}
              </span>
            </AppLink>
            <p className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-12 text-ink-2">
              <Judged unitKey={item.unitKey} />
              {item.votes.map((vote) => (
                <span key={vote.choice} className="inline-flex items-center gap-1.5">
                  {vote.people > 0 ? <Count source="person" count={vote.people} /> : null}
                  {vote.models > 0 ? <Count source="model" count={vote.models} /> : null}
                  for <ChoiceMark choice={vote.choice} unitKey={item.unitKey} />
                </span>
              ))}
              <span className="num ml-auto text-ink-3">{formatFigure(item.agreement, "percent", 0)} % of pairs agree</span>
            </p>
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** Which of an item's responses is judged, where it is one alone: the letters of a pair stand with the votes. */
function Judged({ unitKey }: { unitKey: string }) {
  const judged = unitWords(unitKey);
  return judged === null || judged.includes(" ") ? null : <span className="font-medium">response {judged}</span>;
}

function Count({ source, count }: { source: "person" | "model"; count: number }) {
  return (
    <span className="num inline-flex items-center gap-1.5">
      <SourceMark source={source} /> {formatFigure(count, "count")}
    </span>
  );
}
