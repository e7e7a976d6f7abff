"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { sendFile } from "@/app/(workspace)/projects/[slug]/imports/_components/send-file";
import type { Sending } from "@/app/(workspace)/projects/[slug]/imports/_components/send-file";
import { isInternalPath } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { FileDrop } from "@/components/ui/file-drop";
import { ProgressBar } from "@/components/ui/progress-bar";
import { limits } from "@/lib/imports/row-schema";

const rateOf = ({ sent, since, at }: Sending): number | null => {
  const seconds = (Date.now() - at) / 1_000;
  return seconds > 1 ? (sent - since) / 1_000 / seconds : null;
};

/** Sends a file and leads to the page where it is looked at. */
export function UploadPanel({ projectId, slug }: { projectId: string; slug: string }) {
  const router = useRouter();
  const [file, setFile] = useState<File | null>(null);
  const [sending, setSending] = useState<Sending | null>(null);
  const [error, setError] = useState<string | undefined>();
  const stop = useRef<AbortController | null>(null);

  async function send(chosen: File) {
    const control = new AbortController();
    stop.current = control;
    setError(undefined);
    setSending({ sent: 0, since: 0, at: Date.now(), waiting: false });
    try {
      const importId = await sendFile(projectId, chosen, { signal: control.signal, onProgress: setSending });
      const path = `/projects/${slug}/imports/${importId}`;
      if (isInternalPath(path)) router.push(path);
    } catch (cause) {
      setSending(null);
      if (!control.signal.aborted) setError(cause instanceof Error ? cause.message : "The file could not be sent.");
    }
  }

  function choose(next: File | null) {
    setFile(next);
    if (next && next.size > limits.uploadBytes) {
      setError(`Files up to ${limits.uploadBytes / 1_000_000_000} GB can be uploaded here. The command line reads larger ones.`);
      return;
    }
    setError(next?.size === 0 ? "The file is empty." : undefined);
    if (next && next.size > 0) void send(next);
  }

  if (sending && file) {
    return (
      <div className="flex items-end gap-4 border-y border-rule py-4">
        <ProgressBar
          className="grow"
          label={`Sending ${file.name}`}
          unit="kB"
          value={Math.round(sending.sent / 1000)}
          max={Math.max(1, Math.round(file.size / 1000))}
          ratePerSecond={rateOf(sending)}
          note={sending.sent >= file.size ? "looking at the first rows" : sending.waiting ? "connection lost, trying again" : undefined}
        />
        <Button size="sm" onClick={() => stop.current?.abort()}>
          Cancel
        </Button>
      </div>
    );
  }
  return (
    <FileDrop
      label="Choose a file of items, or drop it here"
      hint="JSONL, JSON, CSV, TSV, Parquet, Arrow or a ZIP of a data set, also with gzip or zstd, up to 10 GB. It is looked at before anything is imported. An upload that broke off goes on where it was when the same file is chosen again."
      accept=".jsonl,.ndjson,.json,.gz,.zst,.csv,.tsv,.txt,.parquet,.arrow,.feather,.zip"
      file={file}
      onFileChange={choose}
      error={error}
    />
  );
}
