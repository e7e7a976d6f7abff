import { CheckAllButton } from "@/app/(workspace)/(home)/audit/_components/check-all-button";
import { Callout } from "@/components/ui/callout";
import { StateText } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { formatMinute } from "@/components/ui/format-minute";
import { Skeleton } from "@/components/ui/skeleton";
import type { CheckedLog } from "@/lib/audit/check-log";
import type { AuditChain } from "@/lib/auth/audit-schema";

const entry = (id: string): string => formatFigure(Number(id), "count");
const mostNamed = 5;

const placeOf = ({ block, from, to, unlinked }: AuditChain["broken"][number]): string => {
  if (from === null || to === null) return `block ${block}: all its entries are gone`;
  const entries = from === to ? `entry ${entry(from)}` : `entries ${entry(from)} to ${entry(to)}`;
  return `block ${block} (${entries}): ${unlinked ? "it does not follow from the block before" : "an entry was changed, added or taken out"}`;
};

/** When which entries were recomputed. */
const checkedWhen = ({ chain, recomputed, wholeAt }: CheckedLog): string => {
  if (wholeAt === null) return `${counted(chain.checked, "entry", "entries")} recomputed just now`;
  const before = `${counted(chain.checked - recomputed, "entry", "entries")} recomputed ${formatMinute(wholeAt)} UTC`;
  return recomputed === 0 ? before : `${before}, the last ${formatFigure(recomputed, "count")} just now`;
};

/** Whether the log is as it was written: blocks that were sealed since the last check of all are recomputed, the others are as that found them. */
export function ChainState(log: CheckedLog) {
  const { chain, wholeAt } = log;
  const { broken, wholeUpTo, waiting, last } = chain;
  const tail = waiting > 0 ? `; ${counted(waiting, "entry waits", "entries wait")} to be sealed, twenty seconds as a rule` : "";
  if (broken.length > 0) {
    return (
      <Callout
        tone="bad"
        title={wholeUpTo === null ? "The log is not as it was written" : `Whole up to entry ${entry(wholeUpTo)}; it breaks after that`}
        className="mb-6"
      >
        <ul>
          {broken.slice(0, mostNamed).map((block) => (
            <li key={block.block}>{placeOf(block)}</li>
          ))}
        </ul>
        <p>
          {broken.length > mostNamed ? `${counted(broken.length - mostNamed, "further block")}, too. ` : ""}
          {checkedWhen(log)}. Somebody wrote to the database past the product. A backup from before tells what stood there; plumbline audit
          --check names every block.
        </p>
        {wholeAt === null ? null : <CheckAllButton />}
      </Callout>
    );
  }
  return (
    <div className="mb-6 flex min-h-7 flex-wrap items-center gap-x-4 gap-y-1">
      {wholeUpTo === null ? (
        <span className="text-ink-2">Nothing is sealed yet{tail}.</span>
      ) : (
        <>
          <StateText tone="good">Whole up to entry {entry(wholeUpTo)}</StateText>
          <span className="text-ink-2">
            {checkedWhen(log)}
            {tail}
          </span>
          {wholeAt === null ? null : <CheckAllButton />}
        </>
      )}
      {last ? (
        <span className="inline-flex items-center gap-1 text-ink-3 md:ml-auto" title={last.hash}>
          Block {last.block} <span className="mono">{last.hash.slice(0, 12)}…</span>
          <CopyButton text={last.hash} what="the hash of the newest block" iconOnly />
        </span>
      ) : null}
    </div>
  );
}

/** The line that it will stand in. */
export function ChainSkeleton() {
  return (
    <div className="mb-6 flex h-7 items-center gap-4" role="status" aria-label="The chain is being checked">
      <Skeleton className="h-3 w-44" />
      <Skeleton className="h-3 w-56 max-md:hidden" />
    </div>
  );
}
