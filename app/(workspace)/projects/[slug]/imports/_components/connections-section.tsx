"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { connect, disconnect } from "@/app/(workspace)/projects/[slug]/imports/actions";
import { dataOf } from "@/components/forms/settled";
import { Section } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { ConnectionView } from "@/lib/connections/schema";

const blank = { kind: "s3", name: "", endpoint: "", region: "us-east-1", bucket: "", accessKeyId: "", key: "" };

const placeOf = ({ settings }: ConnectionView): string =>
  settings.kind === "s3" ? `${new URL(settings.endpoint).host}/${settings.bucket}` : new URL(settings.endpoint).host;

/** Buckets and hubs that files come from and versions go to. */
export function ConnectionsSection({ projectId, slug, connections }: { projectId: string; slug: string; connections: ConnectionView[] }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [values, setValues] = useState(blank);
  const [problem, setProblem] = useState<string | null>(null);
  const [saving, startSaving] = useTransition();
  const set = (name: keyof typeof blank) => (event: { target: { value: string } }) =>
    setValues((before) => ({ ...before, [name]: event.target.value }));

  function save() {
    setProblem(null);
    const { kind, name, endpoint, region, bucket, accessKeyId, key } = values;
    const settings =
      kind === "s3"
        ? ({ kind: "s3", endpoint, region, bucket, accessKeyId: accessKeyId === "" ? null : accessKeyId } as const)
        : ({ kind: "hub", ...(endpoint === "" ? {} : { endpoint }) } as const);
    startSaving(async () => {
      try {
        await dataOf(connect({ projectId, slug, name, settings, ...(key === "" ? {} : { key }) }));
        setValues(blank);
        setOpen(false);
        router.refresh();
      } catch (error) {
        setProblem(error instanceof Error ? error.message : "It was not stored.");
      }
    });
  }

  return (
    <Section
      title="Connections"
      about="Buckets and hubs that rows come from and versions go to. A key is stored encrypted and never shown again."
      tools={
        <Dialog
          title="Add a connection"
          open={open}
          onOpenChange={setOpen}
          trigger={<Button size="sm">Add a connection</Button>}
          footer={
            <Button variant="primary" loading={saving} onClick={save}>
              Store
            </Button>
          }
        >
          <div className="grid gap-4">
            <Field label="What it is" required>
              <Select value={values.kind} onChange={set("kind")}>
                <option value="s3">A bucket of object storage (S3)</option>
                <option value="hub">A hub of data sets</option>
              </Select>
            </Field>
            <Field label="Name" required>
              <Input value={values.name} onChange={set("name")} />
            </Field>
            <Field label="Address" required={values.kind === "s3"} description="An operator has to list its host.">
              <Input
                value={values.endpoint}
                onChange={set("endpoint")}
                inputMode="url"
                placeholder={values.kind === "s3" ? "https://s3.eu-central-1.amazonaws.com" : "https://huggingface.co"}
              />
            </Field>
            {values.kind === "s3" ? (
              <>
                <div className="grid gap-4 sm:grid-cols-2">
                  <Field label="Bucket" required>
                    <Input value={values.bucket} onChange={set("bucket")} />
                  </Field>
                  <Field label="Region" required>
                    <Input value={values.region} onChange={set("region")} />
                  </Field>
                </div>
                <Field label="Access key id" description="Empty where the bucket is public.">
                  <Input value={values.accessKeyId} onChange={set("accessKeyId")} autoComplete="off" />
                </Field>
              </>
            ) : null}
            <Field label={values.kind === "s3" ? "Secret access key" : "Token"}>
              <Input type="password" value={values.key} onChange={set("key")} autoComplete="new-password" />
            </Field>
            {problem ? <Callout tone="bad" live title={problem} /> : null}
          </div>
        </Dialog>
      }
    >
      {connections.length === 0 ? (
        <p className="text-ink-2">None yet.</p>
      ) : (
        <ul className="divide-y divide-rule border-y border-rule">
          {connections.map((connection) => (
            <li key={connection.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
              <span className="font-medium">{connection.name}</span>
              <span className="mono min-w-0 grow break-all text-12 text-ink-2">{placeOf(connection)}</span>
              <span className="text-12 text-ink-3">{connection.lastFour === null ? "public" : `key …${connection.lastFour}`}</span>
              <ConfirmDialog
                title={`Forget “${connection.name}”?`}
                description="Its key is deleted. What came from there stays."
                confirmLabel="Forget"
                trigger={<Button size="sm">Forget</Button>}
                onConfirm={async () => {
                  await dataOf(disconnect({ projectId, slug, connectionId: connection.id }));
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
