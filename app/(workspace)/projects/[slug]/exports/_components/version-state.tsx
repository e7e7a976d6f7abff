import { StateText } from "@/components/ui/badge";
import type { Tone } from "@/components/ui/badge";
import type { DatasetState } from "@/lib/exports/version-schema";

const words: Record<DatasetState, { tone: Tone; text: string }> = {
  queued: { tone: "quiet", text: "waiting" },
  running: { tone: "neutral", text: "being built" },
  done: { tone: "good", text: "finished" },
  failed: { tone: "bad", text: "failed" },
  cancelled: { tone: "quiet", text: "cancelled" },
};

export function VersionState({ state }: { state: DatasetState }) {
  return <StateText tone={words[state].tone}>{words[state].text}</StateText>;
}
