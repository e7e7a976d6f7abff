import { Fragment } from "react";
import { AppLink } from "@/components/ui/app-link";

export interface Crumb {
  label: string;
  /** The last crumb, where one is, has none. */
  href?: string;
}

/** Where this page hangs. */
export function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="cut min-w-0">
      <ol className="contents">
        {crumbs.map((crumb, index) => (
          <Fragment key={`${index}-${crumb.label}`}>
            <li className="inline text-ink-3">
              {crumb.href ? (
                <AppLink href={crumb.href} className="text-ink-3 hover:text-ink">
                  {crumb.label}
                </AppLink>
              ) : (
                <span aria-current="page" className="font-medium text-ink">
                  {crumb.label}
                </span>
              )}
            </li>
            {index < crumbs.length - 1 ? (
              <li aria-hidden="true" className="inline px-1.5 text-rule-3">
                /
              </li>
            ) : null}
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}
