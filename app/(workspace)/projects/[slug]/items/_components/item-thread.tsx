"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { post, takeBack } from "@/app/(workspace)/projects/[slug]/items/actions";
import { refusalOf, settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { formatMinute } from "@/components/ui/format-minute";
import { PanelSection } from "@/components/ui/side-panel";
import { Textarea } from "@/components/ui/textarea";
import type { ActionResult } from "@/lib/http/action-result";
import type { PostView } from "@/lib/discussion/schema";

type Props = { projectId: string; itemId: string; posts: PostView[]; mayModerate: boolean };

/** What people said about the item, the oldest first. */
export function ItemThread({ projectId, itemId, posts, mayModerate }: Props) {
  const router = useRouter();
  const [body, setBody] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);

  async function act(run: () => Promise<ActionResult<unknown>>): Promise<boolean> {
    setBusy(true);
    const result = await settled(run());
    setBusy(false);
    setProblem(result.ok ? null : refusalOf(result));
    if (result.ok) router.refresh();
    return result.ok;
  }

  const send = (): void =>
    void act(() => post({ projectId, itemId, body })).then((done) => {
      if (!done) return;
      setBody("");
      // The button has nothing to send now, and would drop the focus.
      field.current?.focus();
    });

  return (
    <PanelSection title="Discussion" aside={posts.length === 0 ? undefined : String(posts.length)}>
      {posts.length > 0 ? (
        <ol className="mb-3 grid grid-cols-[minmax(0,1fr)] gap-2.5">
          {posts.map((entry) => (
            <li key={entry.id}>
              <p className="flex items-baseline gap-2 text-12 text-ink-3">
                <span className="cut font-medium text-ink-2">{entry.author}</span>
                <time className="num" dateTime={entry.createdAt}>
                  {formatMinute(entry.createdAt)} UTC
                </time>
                {entry.body !== null && (entry.mine || mayModerate) ? (
                  <button
                    type="button"
                    className="link ml-auto"
                    onClick={() => void act(() => takeBack({ projectId, postId: entry.id }))}
                    aria-label={`Take back what ${entry.author} wrote at ${formatMinute(entry.createdAt)}`}
                  >
                    Take back
                  </button>
                ) : null}
              </p>
              <p dir="auto" className={entry.body === null ? "text-ink-3" : "whitespace-pre-wrap"}>
                {entry.body ?? "taken back"}
              </p>
            </li>
          ))}
        </ol>
      ) : null}
      <Textarea
        ref={field}
        aria-label="Write about this item"
        aria-keyshortcuts="r"
        data-item-reply=""
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
          else if (event.key === "Enter" && (event.metaKey || event.ctrlKey) && body.trim() !== "") send();
        }}
        placeholder="What should others know about this item?"
        rows={2}
        maxLength={10_000}
        value={body}
        onChange={(event) => setBody(event.target.value)}
      />
      <div className="mt-2 flex items-center gap-3">
        <Button size="sm" loading={busy} disabled={body.trim() === ""} onClick={send}>
          Write
        </Button>
        <FieldError id={undefined}>{problem}</FieldError>
      </div>
    </PanelSection>
  );
}
