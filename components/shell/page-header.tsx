import type { ReactNode } from "react";
import { CrumbTail } from "@/components/shell/shell-context";
import { cn } from "@/lib/cn";

/** The room of a page: 24 px above, 32 at the sides (16 on a phone). */
export function Page({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={cn("gutter max-w-[1920px] pt-6 pb-12 max-md:pt-4 max-md:pb-10", className)}>{children}</div>;
}

export interface PageHeaderProps {
  title: ReactNode;
  /** One line of facts: counts, versions, dates. */
  facts?: ReactNode;
  /** Buttons; at most one of them primary. */
  actions?: ReactNode;
  /** Set on deeper pages: the name in the breadcrumb behind the navigation's entry. */
  crumb?: string;
  className?: string;
}

/** Title (20/600), one line of facts, actions. On a phone the actions go under it, over the whole width. */
export function PageHeader({ title, facts, actions, crumb, className }: PageHeaderProps) {
  return (
    <header className={cn("mb-6 flex items-start gap-6 max-md:mb-5 max-md:block", className)}>
      {crumb ? <CrumbTail label={crumb} /> : null}
      <div className="min-w-0 grow">
        <h1 dir="auto">{title}</h1>
        {facts ? <p className="mt-1 max-w-[104ch] text-balance text-ink-2">{facts}</p> : null}
      </div>
      {actions ? (
        <div className="flex shrink-0 flex-wrap items-center gap-2 print:hidden max-md:mt-3 max-md:[&>*]:grow">{actions}</div>
      ) : null}
    </header>
  );
}

/** A part of a page under a small heading, parted from the one before by space and, where asked, a rule. */
export function Section({
  title,
  about,
  tools,
  ruled = false,
  className,
  children,
}: {
  title: ReactNode;
  about?: ReactNode;
  tools?: ReactNode;
  ruled?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className={cn("mt-8 min-w-0", ruled && "border-t border-rule pt-6", className)}>
      <div className="mb-2 flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h2>{title}</h2>
        {about ? <p className="text-12 text-ink-3">{about}</p> : null}
        {tools ? <div className="ml-auto flex items-baseline gap-2.5 text-12">{tools}</div> : null}
      </div>
      {children}
    </section>
  );
}
