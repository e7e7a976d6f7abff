"use client";

import { BookOpen, Check, History, Keyboard, MoreHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { focusDesk } from "@/components/annotate/focus-desk";
import { useDeskSettings } from "@/components/annotate/desk-settings";
import { itemsForOffline } from "@/components/annotate/use-ready-offline";
import { Button } from "@/components/ui/button";
import { Menu, MenuChoice, MenuItem, MenuRule } from "@/components/ui/menu";
import { deskFaces, deskLayouts, deskWidths, locales } from "@/lib/auth/preferences-schema";

const scales = [0.875, 1, 1.125, 1.25, 1.5] as const;
const localeNames = { en: "English", de: "Deutsch" } as const;

export interface ViewMenuProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onKeys: () => void;
  onGuide: () => void;
  onHistory: () => void;
  /** work without a network: whether it is prepared for, and how many items are held */
  offline: { ready: boolean; held: number; toggle: () => void };
}

/** How the desk looks and what it holds ready. Every choice is kept for this person. */
export function ViewMenu({ open, onOpenChange, onKeys, onGuide, onHistory, offline }: ViewMenuProps) {
  const t = useTranslations("desk");
  const settings = useDeskSettings();
  const { change } = settings;
  const toggle = (name: "together" | "diff" | "foldSame" | "raw" | "blurUnsafe" | "sendAtOnce", label: string) => (
    <MenuItem
      role="menuitemcheckbox"
      aria-checked={settings[name]}
      icon={<Check aria-hidden="true" className={settings[name] ? "" : "invisible"} />}
      onSelect={(event) => {
        event.preventDefault();
        change({ [name]: !settings[name] });
      }}
    >
      {label}
    </MenuItem>
  );
  return (
    <Menu
      open={open}
      onOpenChange={onOpenChange}
      returnFocus={focusDesk}
      trigger={
        <Button variant="quiet" size="icon" aria-label={t("view.title")} title={t("view.title")}>
          <MoreHorizontal aria-hidden="true" />
        </Button>
      }
    >
      <MenuItem icon={<BookOpen aria-hidden="true" />} onSelect={onGuide}>
        {t("guide.name")}
      </MenuItem>
      <MenuItem icon={<History aria-hidden="true" />} onSelect={onHistory}>
        {t("history.title")}
      </MenuItem>
      <MenuRule />
      <MenuChoice
        label={t("view.layout")}
        value={settings.layout}
        onValueChange={(layout) => change({ layout })}
        options={deskLayouts.map((value) => ({ value, label: t(`view.layouts.${value}`) }))}
      />
      <MenuRule />
      {toggle("together", t("view.together"))}
      {toggle("diff", t("view.diff"))}
      {toggle("foldSame", t("view.foldSame"))}
      {toggle("raw", t("view.raw"))}
      {toggle("blurUnsafe", t("view.blurUnsafe"))}
      {toggle("sendAtOnce", t("view.sendAtOnce"))}
      <MenuRule />
      <MenuChoice
        label={t("view.size")}
        value={String(settings.textScale)}
        onValueChange={(value) => change({ textScale: Number(value) })}
        options={scales.map((scale) => ({ value: String(scale), label: t("view.percent", { share: scale }) }))}
      />
      <MenuChoice
        label={t("view.width")}
        value={settings.width}
        onValueChange={(width) => change({ width })}
        options={deskWidths.map((value) => ({ value, label: t(`view.widths.${value}`) }))}
      />
      <MenuChoice
        label={t("view.face")}
        value={settings.face}
        onValueChange={(face) => change({ face })}
        options={deskFaces.map((value) => ({ value, label: t(`view.faces.${value}`) }))}
      />
      <MenuRule />
      <MenuItem
        role="menuitemcheckbox"
        aria-checked={offline.ready}
        icon={<Check aria-hidden="true" className={offline.ready ? "" : "invisible"} />}
        onSelect={(event) => {
          event.preventDefault();
          offline.toggle();
        }}
      >
        {offline.ready ? t("view.offlineReady", { ready: offline.held }) : t("view.offline", { items: itemsForOffline })}
      </MenuItem>
      <MenuRule />
      <MenuChoice
        label={t("view.language")}
        value={settings.locale ?? "auto"}
        onValueChange={(value) => change({ locale: value === "auto" ? null : value })}
        options={[
          { value: "auto" as const, label: t("view.browserLanguage") },
          ...locales.map((value) => ({ value, label: localeNames[value] })),
        ]}
      />
      <MenuRule />
      <MenuItem icon={<Keyboard aria-hidden="true" />} onSelect={onKeys}>
        {t("keys.title")}
      </MenuItem>
    </Menu>
  );
}
