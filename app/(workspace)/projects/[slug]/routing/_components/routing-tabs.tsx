import { TabLinks } from "@/components/ui/tab-links";

/** The parts of routing: its plans, what items are about, and scores of models that were trained elsewhere. */
export function RoutingTabs({ slug, current }: { slug: string; current: "plans" | "tags" | "mixes" }) {
  const at = `/projects/${slug}/routing`;
  return (
    <TabLinks
      label="Parts of routing"
      tabs={[
        { href: at, label: "Plans", current: current === "plans" },
        { href: `${at}/tags`, label: "Tags", current: current === "tags" },
        { href: `${at}/mixes`, label: "Measured mixes", current: current === "mixes" },
      ]}
    />
  );
}
