"use client";

import { LogOut } from "lucide-react";
import { useTheme } from "next-themes";
import { useState, useTransition } from "react";
import { clearLocalStore, countUnsent } from "@/components/annotate/clear-local-store";
import { AppLink } from "@/components/ui/app-link";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuRule } from "@/components/ui/menu";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

export interface ShellUser {
  name: string;
  /** Address and role: "mirela@example.org, owner". */
  detail: string;
}

export interface UserMenuProps {
  user: ShellUser;
  links?: readonly { href: string; label: string }[];
  signOut: () => Promise<void>;
}

const themes = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

/** Who one is, the theme, and the way out. */
export function UserMenu({ user, links = [], signOut }: UserMenuProps) {
  const { theme, setTheme } = useTheme();
  const [leaving, startLeaving] = useTransition();
  const [unsent, setUnsent] = useState(0);
  const clearAndLeave = async (): Promise<void> => {
    await clearLocalStore();
    await signOut();
  };
  const leave = async (): Promise<void> => {
    // Where the browser keeps nothing that can be counted, there is nothing to lose either.
    const waiting = await countUnsent().catch(() => 0);
    if (waiting > 0) setUnsent(waiting);
    else await clearAndLeave();
  };
  return (
    <>
      <Menu
        align="start"
        side="top"
        trigger={
          <Button
            variant="quiet"
            size="sm"
            className="min-w-0 shrink justify-start px-2 max-md:h-11"
            aria-label={`${user.name}: account and theme`}
          >
            <span className="cut">{user.name}</span>
          </Button>
        }
      >
        <MenuLabel>{user.detail}</MenuLabel>
        {links.map((link) => (
          <MenuItem key={link.href} asChild>
            <AppLink href={link.href}>{link.label}</AppLink>
          </MenuItem>
        ))}
        <MenuRule />
        <MenuChoice
          label="Theme"
          value={themes.find((option) => option.value === theme)?.value}
          onValueChange={setTheme}
          options={themes}
        />
        <MenuRule />
        <MenuItem disabled={leaving} icon={<LogOut aria-hidden="true" />} onSelect={() => startLeaving(leave)}>
          Sign out
        </MenuItem>
      </Menu>
      <ConfirmDialog
        open={unsent > 0}
        onOpenChange={() => setUnsent(0)}
        title={unsent === 1 ? "Sign out and lose 1 answer?" : `Sign out and lose ${unsent} answers?`}
        description="They were given without a network and are in this browser alone. Open the desk with a network and they are sent; signing out deletes them."
        confirmLabel="Sign out and delete"
        cancelLabel="Stay signed in"
        onConfirm={clearAndLeave}
      />
    </>
  );
}
