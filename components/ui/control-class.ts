/** The outline that text fields, areas and selects share. 16 px on a phone, or the browser zooms in on focus. */
export const controlClass =
  "w-full min-w-0 rounded-control border border-rule-3 bg-raise text-13 text-ink transition-colors hover:border-ink-3 max-md:text-16 " +
  "disabled:cursor-not-allowed disabled:border-rule-2 disabled:bg-ground disabled:text-ink-3 [&[readonly]]:bg-ground " +
  "aria-invalid:border-bad aria-invalid:shadow-[inset_0_0_0_1px_var(--bad)]";
