import { TabLinks } from "@/components/ui/tab-links";
import { flagReasons, flagWords } from "@/lib/flags/schema";
import type { FlagFilter } from "@/lib/flags/schema";

const states = { open: "Open", resolved: "Dealt with", all: "All" } as const;

export const flagsHref = (slug: string, wanted: FlagFilter & { page?: number }): string => {
  const query = Object.entries(wanted).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return `/projects/${slug}/flags?${new URLSearchParams(query).toString()}`;
};

export function FlagTabs({ slug, filter }: { slug: string; filter: FlagFilter }) {
  return (
    <>
      <TabLinks
        label="State"
        tabs={(["open", "resolved", "all"] as const).map((state) => ({
          href: flagsHref(slug, { ...filter, state }),
          label: states[state],
          current: filter.state === state,
        }))}
      />
      <TabLinks
        wrap
        label="Reason"
        tabs={[
          { href: flagsHref(slug, { ...filter, reason: undefined }), label: "any reason", current: filter.reason === undefined },
          ...flagReasons.map((reason) => ({
            href: flagsHref(slug, { ...filter, reason }),
            label: flagWords[reason],
            current: filter.reason === reason,
          })),
        ]}
      />
    </>
  );
}
