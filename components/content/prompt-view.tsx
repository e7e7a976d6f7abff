import { roleOf } from "@/components/content/chat-role";
import { CodeBlock } from "@/components/content/code-block";
import { RoleName } from "@/components/content/reading-parts";
import { ReadingText } from "@/components/content/reading-text";
import { ToolCallView, splitToolCalls } from "@/components/content/tool-call";
import { VirtualRows } from "@/components/content/virtual-rows";
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

/** Beyond this many turns only those in sight are drawn. */
const mostDrawn = 40;
const turnHeight = 120;

/** A prompt in reading type; the turns of a chat one under another, each under the name of its role. */
export function PromptView({ prompt, raw = false, className }: PromptViewProps) {
  if (typeof prompt === "string") return <ReadingText text={prompt} raw={raw} className={className} />;
  if (prompt.length > mostDrawn) {
    return (
      <div className={className}>
        <VirtualRows count={prompt.length} estimate={() => turnHeight}>
          {(index) => {
            const turn = prompt[index];
            return turn ? <Turn turn={turn} raw={raw} className="pb-4" /> : null;
          }}
        </VirtualRows>
      </div>
    );
  }
  return (
    <ol className={cn("grid gap-4", className)}>
      {prompt.map((turn, index) => (
        <li key={index} className="min-w-0">
          <Turn turn={turn} raw={raw} />
        </li>
      ))}
    </ol>
  );
}

function Turn({ turn, raw, className }: { turn: ChatTurn; raw: boolean; className?: string }) {
  const role = roleOf(turn.role);
  return (
    <div className={cn("min-w-0", role === "assistant" && "border-l border-rule-3 pl-4", className)}>
      <div className="mb-0.5 text-12 text-ink-3">
        <RoleName role={role} given={turn.role} />
      </div>
      <TurnText turn={turn} raw={raw} />
    </div>
  );
}

/** What a turn says: text, calls of tools, or what a tool answered. */
export function TurnText({ turn, raw }: { turn: ChatTurn; raw: boolean }) {
  if (raw) return <ReadingText text={turn.content} raw />;
  const role = roleOf(turn.role);
  if (role === "tool") {
    return (
      <div className="reading">
        <CodeBlock copyable code={turn.content} language={/^\s*[[{]/.test(turn.content) ? "json" : null} />
      </div>
    );
  }
  const { text, calls } = role === "assistant" ? splitToolCalls(turn.content) : { text: turn.content, calls: [] };
  return (
    <>
      {text === "" && calls.length > 0 ? null : <ReadingText text={text} />}
      {calls.length > 0 ? (
        <div className="reading mt-2 grid gap-2">
          {calls.map((call, index) => (
            <ToolCallView key={index} call={call} />
          ))}
        </div>
      ) : null}
    </>
  );
}

/** The first words of a prompt, for one line of a list: the last thing the user said. */
export function promptLine(prompt: string | readonly ChatTurn[]): string {
  const text =
    typeof prompt === "string"
      ? prompt
      : (prompt.findLast((turn) => roleOf(turn.role) === "user")?.content ?? prompt.at(-1)?.content ?? "");
  return text.slice(0, 2_000).replace(/\s+/g, " ").trim().slice(0, 280);
}
