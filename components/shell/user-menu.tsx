"use client";

import { LogOut } from "lucide-react";
import { useTheme } from "next-themes";
import { useTransition } from "react";
import { AppLink } from "@/components/ui/app-link";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuRule } from "@/components/ui/menu";
import { Button } from "@/components/ui/button";

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
  return (
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
      <MenuChoice label="Theme" value={themes.find((option) => option.value === theme)?.value} onValueChange={setTheme} options={themes} />
      <MenuRule />
      <MenuItem disabled={leaving} icon={<LogOut aria-hidden="true" />} onSelect={() => startLeaving(signOut)}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
