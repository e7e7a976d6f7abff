import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import type { DraftState } from "@/components/annotate/use-draft";
import type { Trouble } from "@/components/annotate/use-outbox";

type Kept = Pick<DraftState, "kept" | "signedOut">;
const nothing: Kept = { kept: "nothing", signedOut: false };
type Failing = "signedOut.title" | "state.nowhere" | "state.away";

/**
 * What is said aloud of where the work is: that something fails, and that it is well again. Each draft that is saved would be said
 * a thousand times in a day. A draft that is being saved changes nothing: whether it fails shows at its end.
 */
export function useTroubleNews(trouble: Trouble): {
  news: string;
  /** what became of the draft on screen */
  onKept: (kept: Kept) => void;
  /** It is in this page alone. */
  unsaved: boolean;
  /** It is an answer or gone, and no draft any more. */
  onAnswered: () => void;
} {
  const t = useTranslations("desk");
  const [draft, setDraft] = useState(nothing);
  const [unsaved, setUnsaved] = useState(false);
  const [news, setNews] = useState("");
  const failing = failingIn(trouble, draft);
  const before = useRef<Failing | null>(null);
  useEffect(() => {
    if (failing === before.current) return;
    before.current = failing;
    setNews(failing === "state.nowhere" ? `${t(failing)} ${t("state.keepOpen")}` : t(failing ?? "state.reached"));
  }, [failing, t]);
  const onKept = useCallback(({ kept, signedOut }: Kept) => {
    if (kept === "nothing" || kept === "saving") return;
    setDraft((last) => (last.kept === kept && last.signedOut === signedOut ? last : { kept, signedOut }));
    setUnsaved(kept === "nowhere");
  }, []);
  /** What is said of its answer is the outbox's to say. */
  const onAnswered = useCallback(() => {
    setUnsaved(false);
    setDraft(nothing);
    setNews("");
    before.current = null;
  }, []);
  return { news, onKept, unsaved, onAnswered };
}

const failingIn = (trouble: Trouble, { kept, signedOut }: Kept): Failing | null => {
  if (kept === "nowhere") return "state.nowhere";
  if (trouble === "signed-out" || signedOut) return "signedOut.title";
  return trouble === "offline" || kept === "here" ? "state.away" : null;
};
