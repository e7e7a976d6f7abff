"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { bring } from "@/app/(workspace)/projects/[slug]/imports/actions";
import { ServerFolder } from "@/app/(workspace)/projects/[slug]/imports/_components/server-folder";
import { UploadPanel } from "@/app/(workspace)/projects/[slug]/imports/_components/upload-panel";
import { dataOf } from "@/components/forms/settled";
import { isInternalPath } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import type { ConnectionView } from "@/lib/connections/schema";
import type { ImportSource } from "@/lib/imports/sources/schema";

type From = "file" | ImportSource["from"];

/** As they are typed, of every source. */
type Values = Record<"url" | "key" | "repository" | "revision" | "path" | "connectionId", string>;
type SetValue = (name: keyof Values) => (event: { target: { value: string } }) => void;

interface SourcePanelProps {
  projectId: string;
  slug: string;
  connections: ConnectionView[];
  hasServerFolders: boolean;
}

/** Where rows come from: a file of one's own, or what lies elsewhere and is fetched first. */
export function SourcePanel({ projectId, slug, connections, hasServerFolders }: SourcePanelProps) {
  const router = useRouter();
  const [from, setFrom] = useState<From>("file");
  const [values, setValues] = useState<Values>({ url: "", key: "", repository: "", revision: "main", path: "", connectionId: "" });
  const [problem, setProblem] = useState<string | null>(null);
  const [working, startWorking] = useTransition();
  const buckets = connections.filter(({ settings }) => settings.kind === "s3");
  const hubs = connections.filter(({ settings }) => settings.kind === "hub");
  const set: SetValue = (name) => (event) => setValues((before) => ({ ...before, [name]: event.target.value }));

  function begin(source: ImportSource) {
    setProblem(null);
    startWorking(async () => {
      try {
        const { importId } = await dataOf(bring({ projectId, slug, source }));
        const path = `/projects/${slug}/imports/${importId}`;
        if (isInternalPath(path)) router.push(path);
      } catch (error) {
        setProblem(error instanceof Error ? error.message : "It could not be fetched. Nothing was stored.");
      }
    });
  }

  const connectionId = values.connectionId;
  const sourceOf = (): ImportSource | null => {
    if (from === "url") return { from, url: values.url.trim() };
    if (from === "s3") return { from, connectionId: connectionId === "" ? (buckets[0]?.id ?? "") : connectionId, key: values.key };
    if (from === "hub")
      return {
        from,
        connectionId: hubs.some(({ id }) => id === connectionId) ? connectionId : null,
        repository: values.repository,
        revision: values.revision,
        path: values.path,
      };
    return null;
  };

  return (
    <div>
      <div className="-mx-1 mb-4 overflow-x-auto px-1 py-1">
        <Segmented
          label="Where the rows come from"
          className="max-md:grid max-md:w-full max-md:grid-cols-2"
          value={from}
          onValueChange={(next) => {
            setFrom(next);
            setProblem(null);
          }}
          options={[
            { value: "file", label: "Your file" },
            { value: "url", label: "Web address" },
            { value: "hub", label: "Hugging Face hub" },
            { value: "s3", label: "Object storage" },
            ...(hasServerFolders ? [{ value: "folder" as const, label: "Server folder" }] : []),
          ]}
        />
      </div>
      {from === "file" ? <UploadPanel projectId={projectId} slug={slug} /> : null}
      {from === "folder" ? (
        <ServerFolder projectId={projectId} disabled={working} onChoose={(path) => begin({ from: "folder", path })} />
      ) : null}
      {from === "s3" && buckets.length === 0 ? (
        <Callout title="No bucket is known here yet">Add one under “Connections” below: its address, its name and its key.</Callout>
      ) : from === "url" || from === "hub" || from === "s3" ? (
        <form
          className="grid max-w-[640px] gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            const source = sourceOf();
            if (source) begin(source);
          }}
        >
          {from === "url" ? (
            <Field
              label="Address of the file"
              description="https://… It is fetched to the server, and looked at before anything is imported."
              required
            >
              <Input value={values.url} onChange={set("url")} inputMode="url" placeholder="https://example.org/pairs.jsonl.gz" />
            </Field>
          ) : null}
          {from === "hub" ? <HubFields values={values} set={set} hubs={hubs} /> : null}
          {from === "s3" ? <BucketFields values={values} set={set} buckets={buckets} /> : null}
          <div>
            <Button type="submit" variant="primary" loading={working}>
              Fetch
            </Button>
          </div>
        </form>
      ) : null}
      {problem ? (
        <div className="mt-4">
          <Callout tone="bad" live title={problem} />
        </div>
      ) : null}
    </div>
  );
}

function HubFields({ values, set, hubs }: { values: Values; set: SetValue; hubs: ConnectionView[] }) {
  return (
    <>
      <Field label="Data set" description="OWNER/NAME, as the hub shows it." required>
        <Input value={values.repository} onChange={set("repository")} placeholder="owner/name" />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Revision" required>
          <Input value={values.revision} onChange={set("revision")} />
        </Field>
        <Field label="File or folder within" description="Empty: the files that its card names.">
          <Input value={values.path} onChange={set("path")} />
        </Field>
      </div>
      {hubs.length > 0 ? (
        <Field label="Signed in as">
          <Select value={values.connectionId} onChange={set("connectionId")}>
            <option value="">nobody: public data sets</option>
            {hubs.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      ) : null}
    </>
  );
}

function BucketFields({ values, set, buckets }: { values: Values; set: SetValue; buckets: ConnectionView[] }) {
  return (
    <>
      <Field label="Bucket" required>
        <Select value={values.connectionId === "" ? buckets[0]?.id : values.connectionId} onChange={set("connectionId")}>
          {buckets.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Key" description="Of one object; or of a folder, ending in “/”: then all files of rows below it.">
        <Input value={values.key} onChange={set("key")} placeholder="sets/pairs.parquet" />
      </Field>
    </>
  );
}
