"use client";

import { useRouter } from "next/navigation";
import { useId, useRef, useState } from "react";
import { z } from "zod";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { counted } from "@/components/ui/figure-format";
import { ProgressBar } from "@/components/ui/progress-bar";
import { mediaLimits } from "@/lib/media/schema";

const problemSchema = z.object({ detail: z.string() });

type Sending = { done: number; total: number; name: string };
type Refused = { name: string; reason: string };

const nameOf = (file: File): string => file.webkitRelativePath || file.name;

const reasonOf = async (response: Response): Promise<string> => {
  const problem = problemSchema.safeParse(await response.json().catch(() => null));
  return problem.success ? problem.data.detail : `The server answered ${response.status}.`;
};

/** Sends images, videos and sounds one after another; what is refused is named, the rest goes in. */
export function MediaPanel({ projectId }: { projectId: string }) {
  const router = useRouter();
  const id = useId();
  const stop = useRef<AbortController | null>(null);
  const [sending, setSending] = useState<Sending | null>(null);
  const [refused, setRefused] = useState<Refused[]>([]);

  async function send(files: File[]) {
    const abort = new AbortController();
    stop.current = abort;
    const failures: Refused[] = [];
    setRefused([]);
    for (const [done, file] of files.entries()) {
      const name = nameOf(file);
      setSending({ done, total: files.length, name });
      if (file.size > mediaLimits.uploadBytes) {
        failures.push({ name, reason: `is larger than ${mediaLimits.uploadBytes / 1_000_000_000} GB` });
        continue;
      }
      try {
        const response = await fetch(`/api/media?projectId=${encodeURIComponent(projectId)}&fileName=${encodeURIComponent(name)}`, {
          method: "PUT",
          headers: { "content-type": "application/octet-stream" },
          body: file,
          signal: abort.signal,
        });
        if (!response.ok) failures.push({ name, reason: await reasonOf(response) });
      } catch {
        if (abort.signal.aborted) break;
        failures.push({ name, reason: "The connection broke off; choose it again to try again." });
      }
    }
    setSending(null);
    setRefused(failures);
    router.refresh();
  }

  if (sending) {
    return (
      <div className="flex items-end gap-4 border-y border-rule py-4">
        <ProgressBar className="grow" label={`Sending ${sending.name}`} unit="files" value={sending.done} max={sending.total} />
        <Button size="sm" onClick={() => stop.current?.abort()}>
          Stop
        </Button>
      </div>
    );
  }
  const input = (key: string, folder: boolean) => (
    <input
      id={`${id}-${key}`}
      type="file"
      className="peer sr-only"
      multiple
      accept={folder ? undefined : "image/png,image/jpeg,image/webp,image/gif,image/avif,video/mp4,video/webm,audio/*"}
      {...(folder ? { webkitdirectory: "" } : {})}
      onChange={(event) => {
        const files = [...(event.target.files ?? [])];
        event.target.value = "";
        if (files.length > 0) void send(files);
      }}
    />
  );
  const ring = "peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent";
  return (
    <div>
      <div className="flex flex-wrap items-center gap-2">
        {input("files", false)}
        <label htmlFor={`${id}-files`} className={buttonClass("secondary", "md", `cursor-pointer ${ring}`)}>
          Add media files
        </label>
        <span>
          {input("folder", true)}
          <label htmlFor={`${id}-folder`} className={buttonClass("quiet", "md", `cursor-pointer ${ring}`)}>
            Add a folder
          </label>
        </span>
      </div>
      <div aria-live="polite">
        {refused.length > 0 ? (
          <div className="mt-3 text-13">
            <p className="font-medium text-bad">{counted(refused.length, "file was", "files were")} not stored; the others are.</p>
            <ul className="mt-1 text-ink-2">
              {refused.slice(0, 20).map(({ name, reason }) => (
                <li key={name}>
                  <span className="mono">{name}</span>: {reason}
                </li>
              ))}
            </ul>
          </div>
        ) : null}
      </div>
    </div>
  );
}
