"use client";

import { useEffect, useState } from "react";
import { z } from "zod";
import { keyName } from "@/components/ui/key-name";

const viewSchema = z.enum(["columns", "rows", "two"]);
export type View = z.infer<typeof viewSchema>;

export const views: View[] = ["columns", "rows", "two"];

const storageKey = "plumbline:ranking-view";
const editable = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable=true], [role=dialog] *, [role=menu] *";

/** The view last chosen, remembered on this device; O goes to the next one. Two side by side is for the item at hand only. */
export function useView(): [View, (view: View) => void] {
  const [view, setView] = useState<View>(() => viewSchema.safeParse(window.localStorage.getItem(storageKey)).data ?? "columns");

  function choose(next: View) {
    setView(next);
    if (next !== "two") window.localStorage.setItem(storageKey, next);
  }

  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (keyName(event) !== "o" || event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.target instanceof Element && event.target.matches(editable)) return;
      event.preventDefault();
      choose(views[(views.indexOf(view) + 1) % views.length] ?? "columns");
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  });
  return [view, choose];
}
