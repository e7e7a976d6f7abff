import type { ShownMeta } from "@/lib/assignments/schema";

/** What a campaign shows of an item's metadata. Names and values are data: plain text, whatever they hold. */
export function MetaList({ meta, name }: { meta: ShownMeta; name: string }) {
  if (meta.length === 0) return null;
  return (
    <dl aria-label={name} className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-13">
      {meta.map(({ field, value }) => (
        <div key={field} className="flex min-w-0 items-baseline gap-1.5">
          <dt className="shrink-0 text-ink-3">
            <bdi>{field}</bdi>
          </dt>
          <dd dir="auto" className="min-w-0 [overflow-wrap:anywhere] text-ink-2">
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
