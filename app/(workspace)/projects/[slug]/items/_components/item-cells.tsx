import { choiceWords } from "@/app/(workspace)/projects/[slug]/items/_components/choice-words";
import { probability } from "@/app/(workspace)/projects/[slug]/items/_components/probability";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { SourceMark } from "@/components/ui/source-mark";
import type { ItemRow } from "@/lib/items/schema";

const mostMarks = 5;

/** What the column of figures is called over these rows: they may be of several kinds. */
export const figureName = (rows: readonly ItemRow[]): string => {
  const agreed = rows.flatMap(({ consensus }) => consensus ?? []);
  if (agreed.length === 0) return "Consensus";
  if (agreed.every(({ pair }) => pair !== null)) return "p(A)";
  const [name, ...others] = new Set(agreed.map(({ pair, figure }) => (pair ? "" : figure.name)));
  return name === undefined || name === "" || others.length > 0 ? "Consensus" : `Consensus, ${name}`;
};

/** Whether the rows tell of several campaigns: then each says of which. */
export const ofSeveral = (rows: readonly ItemRow[]): boolean =>
  new Set(rows.flatMap(({ consensus }) => consensus?.campaign.slug ?? [])).size > 1;

/** What was agreed and how surely; of a pair the axis beside it says which, and the figure is that of A. */
export function ConsensusFigure({ consensus, named, several }: { consensus: ItemRow["consensus"]; named: boolean; several: boolean }) {
  if (consensus === null) return null;
  const { pair, choice, pChoice, figure, campaign } = consensus;
  const of = several ? <CampaignName name={campaign.name} /> : null;
  if (pair)
    return (
      <span title="How likely it is that A is better; ties are counted half to each side">
        {of}
        {probability(pair.pFirst)}
      </span>
    );
  return (
    <span title={figure.about}>
      {of}
      {choiceWords(choice, "")}
      {named || pChoice !== null ? (
        <span className="text-ink-3">
          {named ? ` ${figure.name}` : ""}
          {pChoice === null ? "" : ` ${probability(pChoice)}`}
        </span>
      ) : null}
    </span>
  );
}

function CampaignName({ name }: { name: string }) {
  return (
    <span
      className="cut mr-2 inline-block max-w-32 align-bottom text-ink-3"
      title={`${name}: of the item’s campaigns the one that is least sure`}
    >
      {name}
    </span>
  );
}

/** A dot for each person, a square for each model; beyond five, the number. */
export function AnswerMarks({ people, models }: { people: number; models: number }) {
  if (people + models === 0) return null;
  const words = `${counted(people, "person", "people")}, ${counted(models, "model")}`;
  return (
    <span className="inline-flex items-center gap-[3px]" role="img" aria-label={words} title={words}>
      <Marks source="person" count={people} />
      {people > 0 && models > 0 ? <span className="w-1" /> : null}
      <Marks source="model" count={models} />
    </span>
  );
}

function Marks({ source, count }: { source: "person" | "model"; count: number }) {
  if (count > mostMarks) {
    return (
      <>
        <SourceMark source={source} label={null} />
        <span className="num text-12">{formatFigure(count, "count")}</span>
      </>
    );
  }
  return Array.from({ length: count }, (_, index) => <SourceMark key={index} source={source} label={null} />);
}

/** The first tags, the number of the rest, and all of them on hover. */
export function TagList({ tags }: { tags: string[] }) {
  const [first] = tags;
  if (first === undefined) return null;
  return (
    <span className="flex max-w-44 items-baseline gap-1.5 text-12 text-ink-2" title={tags.join(", ")}>
      <span className="cut">{first}</span>
      {tags.length > 1 ? <span className="num shrink-0 text-ink-3">+{tags.length - 1}</span> : null}
    </span>
  );
}
