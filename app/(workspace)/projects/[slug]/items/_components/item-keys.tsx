"use client";

import { useEffect } from "react";

const targets: Record<string, string> = {
  "[": "[data-item-step='-1']",
  "]": "[data-item-step='1']",
  Escape: "[data-item-close]",
  r: "[data-item-reply]",
  d: "[data-item-decide]",
};

/** Keys of the open item: brackets step, R writes, D decides, Escape closes. Never while somebody types, or under a dialog. */
export function ItemKeys() {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const wanted = targets[event.key];
      const from = event.target;
      const typing = from instanceof HTMLElement && from.closest("input, textarea, select, [contenteditable='true']");
      if (wanted === undefined || event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
      if (document.querySelector("[role='dialog'], [role='alertdialog'], [role='menu']") || typing) return;
      const target = document.querySelector<HTMLElement>(wanted);
      if (!target) return;
      event.preventDefault();
      // A dialog that it opens gives the focus back to it.
      target.focus();
      if (!(target instanceof HTMLTextAreaElement)) target.click();
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return null;
}
