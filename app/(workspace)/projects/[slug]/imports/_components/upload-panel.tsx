"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { z } from "zod";
import { isInternalPath } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { FileDrop } from "@/components/ui/file-drop";
import { ProgressBar } from "@/components/ui/progress-bar";
import { limits } from "@/lib/imports/schema";

const uploadedSchema = z.object({ id: z.string() });
const problemSchema = z.object({ detail: z.string() });

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null; // an answer that is not ours, say a gateway's
  }
};

/** Sends a file and leads to the page where it is looked at. */
export function UploadPanel({ projectId, slug }: { projectId: string; slug: string }) {
  const router = useRouter();
  const [file, setFile] = useState<File | null>(null);
  const [sent, setSent] = useState<number | null>(null);
  const [error, setError] = useState<string | undefined>();
  const request = useRef<XMLHttpRequest | null>(null);

  function end(message?: string) {
    request.current = null;
    setSent(null);
    setError(message);
  }

  // fetch does not tell how much of a body has been sent.
  function send(chosen: File) {
    const xhr = new XMLHttpRequest();
    request.current = xhr;
    setSent(0);
    setError(undefined);
    xhr.upload.onprogress = (event) => setSent(event.loaded);
    xhr.onload = () => {
      const uploaded = uploadedSchema.safeParse(json(xhr.responseText));
      if (xhr.status === 200 && uploaded.success) {
        const path = `/projects/${slug}/imports/${uploaded.data.id}`;
        if (isInternalPath(path)) router.push(path);
        return;
      }
      const problem = problemSchema.safeParse(json(xhr.responseText));
      end(problem.success ? problem.data.detail : `The server answered ${xhr.status}. Nothing was stored.`);
    };
    xhr.onerror = () => end("The connection broke off. Nothing was stored; try again.");
    xhr.onabort = () => end();
    xhr.open("PUT", `/api/imports?projectId=${encodeURIComponent(projectId)}&fileName=${encodeURIComponent(chosen.name)}`);
    xhr.setRequestHeader("content-type", "application/octet-stream");
    xhr.send(chosen);
  }

  function choose(next: File | null) {
    setFile(next);
    if (next && next.size > limits.uploadBytes) {
      setError(`Files up to ${limits.uploadBytes / 1_000_000_000} GB can be uploaded here. The command line reads larger ones.`);
      return;
    }
    setError(next?.size === 0 ? "The file is empty." : undefined);
    if (next && next.size > 0) send(next);
  }

  if (sent !== null && file) {
    return (
      <div className="flex items-end gap-4 border-y border-rule py-4">
        <ProgressBar
          className="grow"
          label={`Sending ${file.name}`}
          unit="kB"
          value={Math.round(sent / 1000)}
          max={Math.max(1, Math.round(file.size / 1000))}
          note={sent >= file.size ? "looking at the first rows" : undefined}
        />
        <Button size="sm" onClick={() => request.current?.abort()}>
          Cancel
        </Button>
      </div>
    );
  }
  return (
    <FileDrop
      label="Choose a file of items, or drop it here"
      hint="JSONL, JSON, CSV, TSV, Parquet, Arrow or a ZIP of a data set, also with gzip or zstd, up to 10 GB. It is looked at before anything is imported."
      accept=".jsonl,.ndjson,.json,.gz,.zst,.csv,.tsv,.txt,.parquet,.arrow,.feather,.zip"
      file={file}
      onFileChange={choose}
      error={error}
    />
  );
}
