"use client";

import { useTranslations } from "next-intl";
import { useSaid } from "@/components/annotate/desk-words";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";

export interface GuideNewsProps {
  from: number;
  to: number;
  note: string;
  onLook: () => void;
  onDone: () => void;
}

/** For those who worked by an older guide: that it changed, in the words of who changed it. */
export function GuideNews({ from, to, note, onLook, onDone }: GuideNewsProps) {
  const t = useTranslations("desk");
  return (
    <div className="desk-news" role="status">
      <p className="min-w-0">
        <strong>{t("news.title", { from, to })}</strong> {note}
      </p>
      <div className="ml-auto flex shrink-0 gap-2">
        <Button size="sm" onClick={onLook} className="max-md:h-11">
          {t("news.look")}
        </Button>
        <Button size="sm" variant="quiet" onClick={onDone} className="max-md:h-11">
          {t("news.done")}
        </Button>
      </div>
    </div>
  );
}

/** A word of the people who run the campaign to this person, until it is put away. */
export function StandingNotice({ message, onGuide, onDone }: { message: string; onGuide: () => void; onDone: () => void }) {
  const t = useTranslations("desk");
  const said = useSaid();
  return (
    <div className="desk-news" role="status">
      <p className="min-w-0">{said(message)}</p>
      <div className="ml-auto flex shrink-0 gap-2">
        <Button size="sm" onClick={onGuide} className="max-md:h-11">
          {t("keys.does.guide")}
        </Button>
        <Button size="sm" variant="quiet" onClick={onDone} className="max-md:h-11">
          {t("news.done")}
        </Button>
      </div>
    </div>
  );
}

/**
 * The session ended, in another tab or by an admin: the desk goes on, and says where the answers are. `inPage`: in this page alone,
 * since the browser has no room or keeps nothing.
 */
export function SignedOut({ waiting, inPage }: { waiting: number; inPage: boolean }) {
  const t = useTranslations("desk");
  return (
    <div className="desk-news">
      <p className="min-w-0">
        <strong>{t("signedOut.title")}</strong> {t("signedOut.kept", { waiting, place: inPage ? "page" : "browser" })}
      </p>
      {/* In a tab of its own: what stands on this page stays. */}
      <a href="/sign-in" target="_blank" className={buttonClass("secondary", "sm", "ml-auto shrink-0 max-md:ml-0 max-md:h-11")}>
        {t("signedOut.again")}
      </a>
    </div>
  );
}
