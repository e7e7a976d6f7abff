import { X } from "lucide-react";
import { Fragment } from "react";
import type { ReactNode } from "react";
import { ItemKeys } from "@/app/(workspace)/projects/[slug]/items/_components/item-keys";
import { ItemRoutes } from "@/app/(workspace)/projects/[slug]/items/_components/item-routes";
import { ItemStep } from "@/app/(workspace)/projects/[slug]/items/_components/item-step";
import { itemsHref } from "@/app/(workspace)/projects/[slug]/items/_components/items-href";
import { ItemUnit } from "@/app/(workspace)/projects/[slug]/items/_components/item-unit";
import { ItemThread } from "@/app/(workspace)/projects/[slug]/items/_components/item-thread";
import { RemoveItemButton } from "@/app/(workspace)/projects/[slug]/items/_components/remove-item-button";
import { UnitActs } from "@/app/(workspace)/projects/[slug]/items/_components/unit-acts";
import { PromptView } from "@/components/content/prompt-view";
import { ClockBar } from "@/components/media/clock-bar";
import { MediaList } from "@/components/media/media-list";
import { MediaStage } from "@/components/media/media-stage";
import { ReadingText } from "@/components/content/reading-text";
import { AppLink } from "@/components/ui/app-link";
import { Badge } from "@/components/ui/badge";
import { buttonClass } from "@/components/ui/button-class";
import { DefinitionList } from "@/components/ui/definition-list";
import { formatFigure } from "@/components/ui/figure-format";
import { formatMinute } from "@/components/ui/format-minute";
import { LetterMark, SideMark } from "@/components/ui/side-mark";
import { PanelSection, SidePanel } from "@/components/ui/side-panel";
import { cn } from "@/lib/cn";
import type { DecisionView, PostView } from "@/lib/discussion/schema";
import type { ItemDetail, ItemQuery } from "@/lib/items/schema";
import type { ItemRoute } from "@/lib/routing/schema";

// Long texts scroll in their place, so that what is known about them stays in reach.
const passage = "overflow-y-auto [&_.reading]:text-[0.9375rem]";

type Props = {
  slug: string;
  projectId: string;
  item: ItemDetail;
  query: ItemQuery;
  mayRemove: boolean;
  /** may decide tasks, set known answers and take back what others wrote */
  mayDecide: boolean;
  posts: PostView[];
  decisions: DecisionView[];
  routes: ItemRoute[];
};

export function ItemPanel({ slug, projectId, item, query, mayRemove, mayDecide, posts, decisions, routes }: Props) {
  const close = itemsHref(slug, query, { item: undefined });
  return (
    <SidePanel
      label="Item"
      header={
        <>
          <span className="mono cut max-w-40 shrink-0 text-12 text-ink-3" title={item.id}>
            {item.externalId}
          </span>
          {item.source ? (
            <Badge className="min-w-0 shrink">
              <span className="truncate" title={item.source}>
                {item.source}
              </span>
            </Badge>
          ) : null}
          <span className="ml-auto flex shrink-0">
            <ItemStep slug={slug} query={query} step={-1} />
            <ItemStep slug={slug} query={query} step={1} />
            <AppLink
              href={close}
              scroll={false}
              aria-label="Close"
              aria-keyshortcuts="Escape"
              data-item-close=""
              className={buttonClass("quiet", "icon")}
            >
              <X aria-hidden="true" />
            </AppLink>
          </span>
        </>
      }
    >
      <ItemKeys />
      <h2 className="sr-only">Item {item.externalId}</h2>
      <MediaStage key={item.id}>
        <div className={cn(passage, "mt-1 max-h-64")} tabIndex={0} role="group" aria-label="Prompt">
          <PromptView prompt={item.prompt} />
          <MediaList media={item.media} whose="Prompt" />
        </div>
        <div className="mt-5 grid gap-5">
          {item.candidates.map((candidate) => (
            <div key={candidate.id} className="min-w-0">
              <p className="mb-1 flex items-center gap-2 text-12 text-ink-3">
                <CandidateMark ordinal={candidate.ordinal} pair={item.candidates.length === 2} />
                <span className="cut">{candidate.model ?? "model not named"}</span>
              </p>
              <div
                className={cn(passage, "max-h-44")}
                tabIndex={0}
                role="group"
                aria-label={`Response ${String.fromCharCode(65 + candidate.ordinal)}`}
              >
                <MediaList media={candidate.media} whose={`Response ${String.fromCharCode(65 + candidate.ordinal)}`} />
                <ReadingText text={candidate.text} />
              </div>
            </div>
          ))}
        </div>
        <ClockBar />
      </MediaStage>
      {item.units.map((unit) => (
        <Fragment key={unit.taskId}>
          <ItemUnit unit={unit} only={item.units.length === 1} reviews={mayDecide ? { projectId } : null} />
          {mayDecide ? (
            <UnitActs
              projectId={projectId}
              item={item}
              unit={unit}
              decision={decisions.find((decision) => decision.taskId === unit.taskId) ?? null}
            />
          ) : null}
        </Fragment>
      ))}
      <PanelSection title="Scores and route">
        <DefinitionList items={scoreFacts(item)} />
        <div className="mt-2">
          <ItemRoutes slug={slug} routes={routes} />
        </div>
      </PanelSection>
      <ItemThread projectId={projectId} itemId={item.id} posts={posts} mayModerate={mayDecide} />
      <PanelSection title="History" aside="in UTC">
        <DefinitionList items={historyOf(slug, item)} />
      </PanelSection>
      {mayRemove && item.removable ? (
        <div className="mt-5">
          <RemoveItemButton projectId={projectId} itemId={item.id} closeHref={close} />
        </div>
      ) : null}
    </SidePanel>
  );
}

function CandidateMark({ ordinal, pair }: { ordinal: number; pair: boolean }) {
  if (pair) return <SideMark side={ordinal === 0 ? "A" : "B"} size="sm" />;
  return <LetterMark letter={String.fromCharCode(65 + ordinal)} />;
}

type Fact = { term: ReactNode; value: ReactNode; key: string };

const scoreFacts = ({ scoredBy, candidates }: ItemDetail): Fact[] => {
  if (scoredBy === null) return [{ key: "score", term: "Reward model", value: "none has scored it" }];
  const term = `Reward model v${scoredBy.number}${scoredBy.promoted ? "" : ", not promoted"}`;
  const [first, second] = candidates;
  if (candidates.length === 2 && typeof first?.score === "number" && typeof second?.score === "number") {
    const margin = first.score - second.score;
    return [{ key: "score", term, value: `${margin >= 0 ? "A" : "B"} by ${formatFigure(Math.abs(margin))} logits` }];
  }
  const listed = candidates.flatMap(({ ordinal, score }) =>
    score === null ? [] : [`${String.fromCharCode(65 + ordinal)} ${formatFigure(score)}`],
  );
  return [{ key: "score", term, value: `${listed.join(", ")} logits` }];
};

const historyOf = (slug: string, item: ItemDetail): Fact[] => {
  const events: { at: string; what: ReactNode; key: string }[] = [];
  for (const unit of item.units) {
    if (unit.openedAt)
      events.push({ key: unit.taskId, at: unit.openedAt, what: `opened in ${unit.campaign.name}, wanting ${unit.overlap}` });
    const last = unit.answers.filter((answer) => answer.source === "human").at(-1);
    if (last) events.push({ key: last.id, at: last.at, what: `answered by ${last.annotator}` });
  }
  events.push({
    key: "made",
    at: item.createdAt,
    what: item.import ? (
      <>
        imported from{" "}
        <AppLink href={`/projects/${slug}/imports/${item.import.id}`} className="underline decoration-rule-3 underline-offset-2">
          {item.import.fileName}
        </AppLink>
        , row {item.ordinal}
      </>
    ) : (
      "written directly"
    ),
  });
  return events
    .sort((a, b) => b.at.localeCompare(a.at))
    .map(({ key, at, what }) => ({ key, term: <span className="num">{formatMinute(at)}</span>, value: what }));
};
