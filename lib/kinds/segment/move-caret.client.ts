import type { KeyboardEvent } from "react";
import { keyName } from "@/components/ui/key-name";
import { selectBetween, selectedBetween } from "@/lib/kinds/segment/text-places.client";

const directions: Record<string, { direction: string; near: string; far: string }> = {
  ArrowLeft: { direction: "left", near: "character", far: "word" },
  ArrowRight: { direction: "right", near: "character", far: "word" },
  ArrowUp: { direction: "backward", near: "line", far: "paragraph" },
  ArrowDown: { direction: "forward", near: "line", far: "paragraph" },
  Home: { direction: "backward", near: "lineboundary", far: "" },
  End: { direction: "forward", near: "lineboundary", far: "" },
};

/** Moves the caret as an editor would: by character, word and line, in the direction the script is read; Shift selects. */
export function moveCaret(event: KeyboardEvent, root: HTMLElement, text: string): boolean {
  const far = event.ctrlKey || event.metaKey || event.altKey;
  if (far && keyName(event) === "a") {
    selectBetween(root, 0, text.length);
    return true;
  }
  const known = directions[event.key];
  const selection = document.getSelection();
  if (!known || !selection) return false;
  const before = selectedBetween(root) ?? { anchor: 0, focus: 0 };
  if (far && known.far === "") {
    const to = event.key === "Home" ? 0 : text.length;
    selectBetween(root, event.shiftKey ? before.anchor : to, to);
    return true;
  }
  if (!selectedBetween(root)) selectBetween(root, 0, 0);
  selection.modify(event.shiftKey ? "extend" : "move", known.direction, far ? known.far : known.near);
  // Beyond the text lies the rest of the page: the caret stays.
  const after = selectedBetween(root);
  if (!after) selectBetween(root, event.shiftKey ? before.anchor : before.focus, before.focus);
  return true;
}
