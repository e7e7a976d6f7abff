import { leave } from "@/app/(workspace)/actions";
import type { UserMenuProps } from "@/components/shell/user-menu";
import type { Me } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";

/** The foot of the navigation: who one is, own pages, the way out. */
export const accountOf = (me: Me): UserMenuProps => ({
  user: { name: me.name, detail: `${me.email}, ${me.role}` },
  links: [
    { href: "/account", label: "Account" },
    ...(can(me.role, "members:see") ? [{ href: "/members", label: "Members" }] : []),
    { href: "/projects", label: "Projects" },
  ],
  signOut: leave,
});
