/** A tab, as a button or as a link: a two-pixel line of ink under the current one. */
export const tabClass =
  "-mb-px inline-flex h-9 shrink-0 items-center gap-2 border-b-2 border-transparent text-ink-2 transition-colors hover:text-ink max-md:h-11 " +
  "data-[state=active]:border-ink data-[state=active]:font-semibold data-[state=active]:text-ink " +
  "aria-[current=page]:border-ink aria-[current=page]:font-semibold aria-[current=page]:text-ink";
