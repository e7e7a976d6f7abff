import { ArrowRight, TriangleAlert } from "lucide-react";
import { stuckExplanation, stuckPage, stuckTitle } from "@/app/(workspace)/projects/[slug]/_components/describe-stuck";
import { LinkButton } from "@/components/ui/link-button";
import type { NextAct } from "@/lib/overview/choose-next";
import type { Stuck } from "@/lib/overview/schema";
import { cn } from "@/lib/cn";

export interface NextStepProps {
  slug: string;
  stuck: readonly Stuck[];
  next: NextAct | null;
}

/** What is stuck, what is safe, and the one thing to do next. Silent where the line simply runs. */
export function NextStep({ slug, stuck, next }: NextStepProps) {
  const [first] = stuck;
  if (!first && !next) return <div className="mt-2 mb-6 border-b border-rule" />;
  const to = (page: string): string => (page.startsWith("/") ? page : `/projects/${slug}/${page}`);
  // Where people are asked for, the act is the remedy; a failure is looked at first.
  const remedy = first && next && (first.kind === "no-annotators" || first.kind === "nobody-answers") ? next : null;
  return (
    <section
      aria-label="Next"
      className="-mx-(--gutter) mt-2 mb-6 grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 gap-y-1 border-y border-rule gutter py-3.5 md:grid-cols-[auto_minmax(0,1fr)_auto]"
    >
      {first ? (
        <TriangleAlert className="size-4 text-bad" aria-hidden="true" />
      ) : (
        <ArrowRight className="size-4 text-accent" aria-hidden="true" />
      )}
      <p className={cn("text-14 font-semibold", first && "text-bad")}>{first ? stuckTitle(first) : next?.why}</p>
      <div
        className={cn("flex flex-wrap gap-2 max-md:order-last max-md:col-span-2 max-md:mt-2 max-md:[&>*]:grow", first && "md:row-span-2")}
      >
        {first && !remedy ? (
          <LinkButton href={to(stuckPage(first))} variant={next ? "secondary" : "primary"}>
            {first.kind === "failed-import"
              ? "See the import"
              : first.kind === "failed-job"
                ? "See what failed"
                : first.kind === "paused" || first.kind === "resting"
                  ? "See the campaign"
                  : "See the tasks"}
          </LinkButton>
        ) : null}
        {next ? (
          <LinkButton href={to(next.page)} variant="primary">
            {next.label}
          </LinkButton>
        ) : null}
      </div>
      {first ? (
        <p className="col-start-2 max-w-[84ch] text-ink-2">
          {stuckExplanation(first)}
          {stuck.length > 1 ? ` ${stuck.length - 1} more ${stuck.length === 2 ? "thing is" : "things are"} stuck, see below.` : ""}
        </p>
      ) : null}
    </section>
  );
}
