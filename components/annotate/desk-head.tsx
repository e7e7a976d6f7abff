import { Check, ChevronLeft, CloudOff, History, Loader } from "lucide-react";
import type { CSSProperties, ReactNode } from "react";
import type { Progress } from "@/components/annotate/desk-api";
import { ThemeSwitch } from "@/components/shell/theme-switch";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";

const tickPitch = 4;
const mostTicks = 40;

export type SendState = { waiting: number; offline: boolean };

export interface DeskHeadProps {
  backHref: string;
  campaign: string;
  progress: Progress;
  guideVersion: number;
  onGuide: () => void;
  onHistory: () => void;
  onKeys?: () => void;
  /** What became of the work so far: saved, sending, offline. */
  state?: ReactNode;
}

export function DeskHead({ backHref, campaign, progress, guideVersion, onGuide, onHistory, onKeys, state }: DeskHeadProps) {
  const total = progress.done + progress.left;
  const ticks = Math.min(total, mostTicks);
  const done = total === 0 ? 0 : Math.floor((progress.done / total) * ticks);
  const style: CSSProperties & Record<"--done", string> = {
    width: Math.max(0, ticks * tickPitch - 3),
    "--done": `${Math.max(0, done * tickPitch - 3)}px`,
  };
  return (
    <header className="desk-head">
      <LinkButton variant="quiet" size="icon" href={backHref} aria-label="Leave the desk" className="-ml-1.5">
        <ChevronLeft aria-hidden="true" />
      </LinkButton>
      <h1 className="cut text-13 font-semibold tracking-normal">{campaign}</h1>
      <span className="desk-ticks desk-wide" style={style} aria-hidden="true" />
      <span className="num">
        {progress.done} of {total}
      </span>
      <button type="button" className="link desk-wide" onClick={onGuide}>
        Guide v{guideVersion}
      </button>
      <div className="ml-auto flex items-center gap-1">
        <span className="num text-ink-3" role="status">
          {state}
        </span>
        <Button variant="quiet" size="icon" aria-label="Your answers" title="Your answers" onClick={onHistory}>
          <History aria-hidden="true" />
        </Button>
        <ThemeSwitch className="desk-wide" />
        {onKeys ? (
          <Button variant="quiet" size="icon" aria-label="Keys" onClick={onKeys} className="desk-wide">
            ?
          </Button>
        ) : null}
        <Button variant="quiet" onClick={onGuide} className="md:hidden">
          Guide
        </Button>
      </div>
    </header>
  );
}

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

/** One line on where the work is: the network first, then the draft. */
export function WorkState({ send, draft }: { send: SendState; draft: { savedAt: string | null; saving: boolean; unsaved: boolean } }) {
  if (send.offline && send.waiting > 0) {
    return (
      <Line icon={<CloudOff aria-hidden="true" />}>
        Offline, {send.waiting} {send.waiting === 1 ? "answer waits" : "answers wait"}
      </Line>
    );
  }
  if (draft.saving || (draft.unsaved && draft.savedAt === null)) return <Line icon={<Loader aria-hidden="true" />}>Saving</Line>;
  if (draft.unsaved) return <Line icon={<CloudOff aria-hidden="true" />}>Not saved yet</Line>;
  if (draft.savedAt === null) return null;
  return (
    <Line icon={<Check aria-hidden="true" />}>
      Saved<span className="desk-wide"> {clock.format(new Date(draft.savedAt))}</span>
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
