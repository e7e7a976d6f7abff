import { TabLinks } from "@/components/ui/tab-links";
import type { Role } from "@/lib/auth/permissions";
import { can } from "@/lib/auth/permissions";

export function SettingsTabs({ slug, role, current }: { slug: string; role: Role; current: "project" | "webhooks" }) {
  if (!can(role, "webhooks:see")) return null;
  const at = `/projects/${slug}/settings`;
  return (
    <TabLinks
      label="Settings"
      tabs={[
        { href: at, label: "Project", current: current === "project" },
        { href: `${at}/webhooks`, label: "Webhooks", current: current === "webhooks" },
      ]}
    />
  );
}
