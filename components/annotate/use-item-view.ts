import { useState } from "react";
import { useDeskSettings } from "@/components/annotate/desk-settings";
import type { DeskAction } from "@/components/annotate/key-map";
import { deskLayouts } from "@/lib/auth/preferences-schema";

export type ItemActs = Partial<Record<DeskAction, () => void>>;

/** How one item lies on the desk: whether its prompt is folded, which response is in sight, and the keys that change such things. */
export function useItemView({ panes, onlyWords }: { panes: number; /** its prompt has no pictures or films */ onlyWords: boolean }): {
  folded: boolean;
  fold: () => void;
  /** the response in sight where one is shown at a time */
  shown: number;
  show: (index: number) => void;
  acts: ItemActs;
} {
  const { layout, raw, together, diff, change } = useDeskSettings();
  // A folded prompt shows its first words alone: a picture that is asked about would be missed.
  const [folded, setFolded] = useState(() => onlyWords && (layout === "focus" || window.matchMedia("(width < 720px)").matches));
  const [shown, setShown] = useState(0);
  const fold = (): void => setFolded(!folded);
  const acts: ItemActs = { prompt: fold, raw: () => change({ raw: !raw }) };
  if (panes > 1) {
    acts.switch = () => setShown((shown + 1) % panes);
    acts.layout = () => change({ layout: deskLayouts[(deskLayouts.indexOf(layout) + 1) % deskLayouts.length] ?? "side" });
    acts.together = () => change({ together: !together });
    acts.diff = () => change({ diff: !diff });
  }
  return { folded, fold, shown, show: setShown, acts };
}
