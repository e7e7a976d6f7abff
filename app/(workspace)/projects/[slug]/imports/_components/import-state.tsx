import { StateText } from "@/components/ui/badge";
import type { ImportView } from "@/lib/imports/schema";

const words: Record<ImportView["state"], { tone: "neutral" | "quiet" | "good" | "bad"; text: string }> = {
  receiving: { tone: "neutral", text: "being uploaded" },
  fetching: { tone: "neutral", text: "being fetched" },
  uploaded: { tone: "neutral", text: "to be looked at" },
  running: { tone: "neutral", text: "running" },
  done: { tone: "good", text: "done" },
  failed: { tone: "bad", text: "failed" },
  cancelled: { tone: "quiet", text: "cancelled" },
  undone: { tone: "quiet", text: "undone" },
};

export function ImportState({ view }: { view: Pick<ImportView, "state" | "rowsRefused"> }) {
  const { tone, text } = words[view.state];
  return (
    <StateText tone={tone}>
      {text}
      {view.state === "done" && view.rowsRefused > 0 ? `, ${view.rowsRefused.toLocaleString("en")} refused` : ""}
    </StateText>
  );
}
