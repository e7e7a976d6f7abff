"use client";

import { Check, ChevronLeft, CloudOff, HardDrive, History, Loader, TriangleAlert } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { CSSProperties, ReactNode } from "react";
import type { Progress } from "@/components/annotate/desk-api";
import type { DraftState } from "@/components/annotate/use-draft";
import type { Trouble } from "@/components/annotate/use-outbox";
import { ThemeSwitch } from "@/components/shell/theme-switch";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";

const tickPitch = 4;
const mostTicks = 40;

export interface DeskHeadProps {
  backHref: string;
  campaign: string;
  progress: Progress;
  guideVersion: number;
  onGuide: () => void;
  onHistory: () => void;
  onKeys: () => void;
  menu: ReactNode;
  /** What became of the work so far: saved, sending, offline. */
  state?: ReactNode;
}

export function DeskHead({ backHref, campaign, progress, guideVersion, onGuide, onHistory, onKeys, menu, state }: DeskHeadProps) {
  const t = useTranslations("desk");
  const total = progress.done + progress.left;
  const ticks = Math.min(total, mostTicks);
  const done = total === 0 ? 0 : Math.floor((progress.done / total) * ticks);
  const style: CSSProperties & Record<"--done", string> = {
    width: Math.max(0, ticks * tickPitch - 3),
    "--done": `${Math.max(0, done * tickPitch - 3)}px`,
  };
  return (
    <header className="desk-head">
      <LinkButton variant="quiet" size="icon" href={backHref} aria-label={t("leave")} className="-ml-1.5">
        <ChevronLeft aria-hidden="true" />
      </LinkButton>
      <h1 className="cut text-13 font-semibold tracking-normal">{campaign}</h1>
      <span className="desk-ticks desk-wide" style={style} aria-hidden="true" />
      <span className="num">{t("progress", { done: progress.done, total })}</span>
      <button type="button" className="link desk-wide min-h-6" onClick={onGuide}>
        {t("guide.short", { version: guideVersion })}
      </button>
      <div className="ml-auto flex items-center gap-1">
        <span className="num text-ink-3">{state}</span>
        <Button
          variant="quiet"
          size="icon"
          aria-label={t("history.title")}
          title={t("history.title")}
          onClick={onHistory}
          className="desk-wide"
        >
          <History aria-hidden="true" />
        </Button>
        <ThemeSwitch className="desk-wide" />
        <Button variant="quiet" size="icon" aria-label={t("keys.title")} onClick={onKeys} className="desk-wide">
          ?
        </Button>
        {menu}
      </div>
    </header>
  );
}

export interface WorkStateProps {
  waiting: number;
  /** some of them wait in this page alone */
  inPage: boolean;
  trouble: Trouble;
  draft: DraftState | null;
}

/**
 * One line on where the work is: what would be lost with the page first, then the network, then the draft. To be seen alone: what is
 * said of it aloud is much less.
 */
export function WorkState({ waiting, inPage, trouble, draft }: WorkStateProps) {
  const t = useTranslations("desk");
  const format = useFormatter();
  if (trouble !== null && inPage) return <KeepOpen>{t("state.inPage", { waiting })}</KeepOpen>;
  if (draft?.kept === "nowhere") return <KeepOpen>{t("state.nowhere")}</KeepOpen>;
  if (trouble === "offline" && waiting > 0) return <Line icon={<CloudOff aria-hidden="true" />}>{t("state.offline", { waiting })}</Line>;
  if (trouble === "offline" && draft?.kept !== "here") return <Line icon={<CloudOff aria-hidden="true" />}>{t("state.offlineOnly")}</Line>;
  switch (draft?.kept) {
    case "saving":
      return <Line icon={<Loader aria-hidden="true" />}>{t("state.saving")}</Line>;
    case "here":
      return <Line icon={<HardDrive aria-hidden="true" />}>{t("state.here")}</Line>;
    case "server":
      return draft.savedAt === null ? null : (
        <Line icon={<Check aria-hidden="true" />}>
          {t("state.saved")}
          <span className="desk-wide">
            {" "}
            {format.dateTime(new Date(draft.savedAt), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}
          </span>
        </Line>
      );
    case "nothing":
    case undefined:
      return null;
  }
}

/** What would go with the page; on a phone there is room for what to do alone. */
function KeepOpen({ children }: { children: ReactNode }) {
  const t = useTranslations("desk");
  return (
    <Line icon={<TriangleAlert aria-hidden="true" />}>
      <span className="desk-wide">{children}</span> {t("state.keepOpen")}
    </Line>
  );
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5 px-1.5 text-13 [&_svg]:size-3.5">
      {icon}
      <span>{children}</span>
    </span>
  );
}
