"use client";

import { FileText, Upload, X } from "lucide-react";
import { useId, useRef, useState } from "react";
import type { ComponentProps } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { formatBytes } from "@/components/ui/format-bytes";
import { cn } from "@/lib/cn";

export interface FileDropProps extends Omit<ComponentProps<"input">, "type" | "onChange" | "value" | "multiple"> {
  /** The verb and what is taken: "Choose a file of items". */
  label: string;
  /** Formats and limits in words: "JSONL, JSONL.gz or CSV, up to 1 GB". */
  hint?: string;
  /** The chosen file, kept by the caller. */
  file: File | null;
  onFileChange: (file: File | null) => void;
  error?: string;
}

/** A place to drop a file, that is also a button and an input of a form. */
export function FileDrop({ label, hint, file, onFileChange, error, className, ...rest }: FileDropProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);

  function choose(next: File | null) {
    if (!next && input.current) input.current.value = "";
    onFileChange(next);
  }

  return (
    <div
      className={cn(
        "relative rounded-panel border border-dashed border-rule-3 transition-colors focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent hover:border-ink-3",
        over && "border-solid border-accent bg-accent-wash",
        error && "border-bad",
        className,
      )}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const dropped = event.dataTransfer.files[0];
        if (!dropped) return;
        if (input.current) input.current.files = event.dataTransfer.files;
        onFileChange(dropped);
      }}
    >
      <label htmlFor={id} className="grid min-h-28 cursor-pointer justify-items-center gap-1 px-6 py-6 text-center">
        {file ? (
          <FileText className="size-5 text-accent" aria-hidden="true" />
        ) : (
          <Upload className="size-5 text-ink-3" aria-hidden="true" />
        )}
        <span className="font-medium">{file ? file.name : label}</span>
        <span className="num text-12 text-ink-2">
          {file ? `${formatBytes(file.size)} · choose another or drop it here` : (hint ?? "or drop it here")}
        </span>
        <input
          ref={input}
          id={id}
          type="file"
          className="sr-only"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          onChange={(event) => choose(event.target.files?.[0] ?? null)}
          {...rest}
        />
      </label>
      {file ? (
        <button
          type="button"
          onClick={() => choose(null)}
          aria-label={`Remove ${file.name}`}
          className={buttonClass("quiet", "icon", "absolute top-1 right-1")}
        >
          <X aria-hidden="true" />
        </button>
      ) : null}
      <div aria-live="polite">
        {error ? (
          <p id={`${id}-error`} className="px-6 pb-4 text-center text-12 font-medium text-bad">
            {error}
          </p>
        ) : null}
      </div>
    </div>
  );
}
