import { Fragment } from "react";
import { AppLink } from "@/components/ui/app-link";
import { cn } from "@/lib/cn";

export interface Crumb {
  label: string;
  /** The last crumb, where one is, has none. */
  href?: string;
}

/** Where this page hangs. Where there is no room for all of it, the names that it hangs from are cut first: where one is stays in sight. */
export function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="min-w-0 grow">
      <ol className="flex min-w-0">
        {crumbs.map((crumb, index) => (
          <Fragment key={`${index}-${crumb.label}`}>
            <li
              dir="auto"
              title={crumb.label}
              className={cn(
                "cut -m-1 p-1 text-ink-3 max-md:-my-3.5 max-md:py-3.5",
                crumb.href ? (index === 0 ? "min-w-6 shrink-[999]" : "min-w-6 shrink") : index === 0 ? "min-w-0" : "max-w-[64%] shrink-0",
              )}
            >
              {crumb.href ? (
                <AppLink href={crumb.href} className="text-ink-3 hover:text-ink max-md:-my-3.5 max-md:py-3.5">
                  {crumb.label}
                </AppLink>
              ) : (
                <span aria-current="page" className="font-medium text-ink">
                  {crumb.label}
                </span>
              )}
            </li>
            {index < crumbs.length - 1 ? (
              <li aria-hidden="true" className="shrink-0 px-1.5 text-rule-3">
                /
              </li>
            ) : null}
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}
