import { Section } from "@/components/shell/page-header";
import { AppLink } from "@/components/ui/app-link";
import { formatFigure } from "@/components/ui/figure-format";
import { Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import { describeTagName } from "@/lib/tags/describe-condition";
import type { PlanView } from "@/lib/routing/schema";
import type { PlanMap } from "@/lib/routing/map-plan";

const shown = 12;

/** Which tags gain by asking people: the plan's items by tag, those that gain most first. */
export function TagGains({ slug, plan, tags }: { slug: string; plan: PlanView; tags: PlanMap["tags"] }) {
  if (tags === null)
    return (
      <Section title="What tags gain" ruled>
        <p className="max-w-[60ch] text-ink-2">
          The items have no tags yet.{" "}
          <AppLink href={`/projects/${slug}/routing/tags`} className="underline decoration-rule-3 underline-offset-3">
            Tag them
          </AppLink>
          , or draw a plan by the published scheme, which tags them first.
        </p>
      </Section>
    );
  const overall = plan.items === 0 ? 0 : plan.humanItems / plan.items;
  return (
    <Section
      title="What tags gain"
      about={`tags of at least five items, by the ${tags.tagger} tagger; gain = labels put right, less labels made wrong, an item`}
      ruled
    >
      <Table aria-label="Tags">
        <thead>
          <tr>
            <HeaderCell>Tag</HeaderCell>
            <HeaderCell numeric>Items</HeaderCell>
            <HeaderCell numeric>To people, %</HeaderCell>
            <HeaderCell numeric className="max-md:hidden">
              Against all items
            </HeaderCell>
            <HeaderCell numeric>Gain</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {tags.shares.slice(0, shown).map((tag) => (
            <Row key={tag.tag}>
              <CutCell title={tag.tag}>{describeTagName(tag.tag)}</CutCell>
              <Cell numeric>{formatFigure(tag.items, "count")}</Cell>
              <Cell numeric>{formatFigure(tag.toPeople / tag.items, "percent")}</Cell>
              <Cell numeric className="max-md:hidden">
                {overall === 0 ? "–" : `${formatFigure(tag.toPeople / tag.items / overall, "number", 1)} ×`}
              </Cell>
              <Cell numeric>{tag.gain === null ? "–" : formatFigure(tag.gain, "number", 3)}</Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}
