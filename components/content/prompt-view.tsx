import { ReadingText } from "@/components/content/reading-text";
import { cn } from "@/lib/cn";

export interface ChatTurn {
  role: string;
  content: string;
}

export interface PromptViewProps {
  /** A prompt is one text, or the turns of a chat. */
  prompt: string | readonly ChatTurn[];
  raw?: boolean;
  className?: string;
}

const roleNames: Record<string, string> = {
  system: "System",
  user: "User",
  human: "User",
  assistant: "Assistant",
  model: "Assistant",
  tool: "Tool",
};

/** A prompt in reading type; the turns of a chat one under another, each under the name of its role. */
export function PromptView({ prompt, raw = false, className }: PromptViewProps) {
  if (typeof prompt === "string") return <ReadingText text={prompt} raw={raw} className={className} />;
  return (
    <ol className={cn("grid gap-4", className)}>
      {prompt.map((turn, index) => {
        const assistant = roleNames[turn.role.toLowerCase()] === "Assistant";
        return (
          <li key={index} className={cn("min-w-0", assistant && "border-l border-rule-3 pl-4")}>
            <div className="mb-0.5 text-12 text-ink-3">{roleNames[turn.role.toLowerCase()] ?? turn.role}</div>
            <ReadingText text={turn.content} raw={raw} />
          </li>
        );
      })}
    </ol>
  );
}

/** The first words of a prompt, for one line of a list: the last thing the user said. */
export function promptLine(prompt: string | readonly ChatTurn[]): string {
  const text =
    typeof prompt === "string"
      ? prompt
      : (prompt.findLast((turn) => roleNames[turn.role.toLowerCase()] === "User")?.content ?? prompt.at(-1)?.content ?? "");
  return text.replace(/\s+/g, " ").trim().slice(0, 280);
}
