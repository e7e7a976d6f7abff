import type { ReactNode } from "react";
import { findAnything } from "@/app/(workspace)/actions";
import { accountOf } from "@/app/(workspace)/_components/account-of";
import { AppShell } from "@/components/shell/app-shell";
import type { NavItem } from "@/components/shell/nav-item";
import type { PaletteEntry } from "@/components/shell/palette";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";

/** The frame around what belongs to no project. */
export async function HomeFrame({ children }: { children: ReactNode }) {
  const me = await pageData(describeMe);
  const items: NavItem[] = [
    { href: "/projects", label: "Projects" },
    ...(can(me.role, "members:see") ? [{ href: "/members", label: "Members" }] : []),
    ...(can(me.role, "audit:see") ? [{ href: "/audit", label: "Audit log" }] : []),
    ...(can(me.role, "api-keys:own")
      ? [
          { href: "/api-keys", label: "API keys", after: true },
          { href: "/api-reference", label: "API reference", after: true },
        ]
      : []),
    { href: "/account", label: "Account", after: true },
  ];
  const acts: PaletteEntry[] = [
    ...(can(me.role, "projects:create") ? [{ id: "new-project", label: "Create a project", href: "/projects?new=1" }] : []),
    ...(can(me.role, "members:invite") ? [{ id: "invite", label: "Invite a person", href: "/members?invite=1" }] : []),
    { id: "password", label: "Change my password", href: "/account" },
  ];
  return (
    <AppShell
      homeHref="/projects"
      place={{ name: me.workspaceName, within: null, href: "/projects" }}
      items={items}
      account={accountOf(me)}
      actions={[{ heading: "Do", entries: acts }]}
      search={can(me.role, "items:see") ? findAnything : undefined}
    >
      {children}
    </AppShell>
  );
}
