"use client";

import { useState, useTransition } from "react";
import { settle, warn } from "@/app/(workspace)/projects/[slug]/flags/actions";
import { refusalOf, settled } from "@/components/forms/settled";
import { ListTable } from "@/components/tables/list-table";
import { AppLink } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notifyDone, notifyFailed } from "@/components/ui/toast";
import { flagWords } from "@/lib/flags/schema";
import type { FlagRow } from "@/lib/flags/schema";

export function FlagTable({ projectId, itemsHref, flags }: { projectId: string; itemsHref: string; flags: FlagRow[] }) {
  return (
    <ListTable
      label="Flags"
      rows={flags}
      rowKey={({ id }) => id}
      walk
      columns={[
        {
          head: "Reason",
          className: "max-lg:w-full max-lg:max-w-0 max-lg:py-2.5 max-lg:whitespace-normal",
          cell: (flag) => (
            <>
              <span className="max-lg:font-medium">{flagWords[flag.reason]}</span>
              <StackedFlag projectId={projectId} itemsHref={itemsHref} flag={flag} />
            </>
          ),
        },
        {
          head: "Comment",
          from: "lg",
          cut: true,
          className: "w-1/2",
          title: ({ comment }) => comment,
          cell: ({ comment }) => (comment === "" ? <span className="text-ink-3">none</span> : comment),
        },
        {
          head: "Item",
          numeric: true,
          from: "lg",
          cell: ({ itemId, ordinal }) => (
            <AppLink data-row-link href={`${itemsHref}?item=${itemId}`} className="link">
              {ordinal}
            </AppLink>
          ),
        },
        { head: "Prompt", from: "lg", cut: true, className: "w-1/2", cell: ({ title }) => title },
        { head: "By", from: "lg", cell: ({ annotator }) => annotator },
        { head: "When", from: "lg", className: "num", cell: ({ createdAt }) => createdAt.slice(0, 10) },
        { head: null, from: "lg", cell: (flag) => <FlagActions projectId={projectId} flag={flag} /> },
      ]}
    />
  );
}

/** Where there is no room for columns a flag is a stack: why, about what, by whom, and what can be done. */
function StackedFlag({ projectId, itemsHref, flag }: { projectId: string; itemsHref: string; flag: FlagRow }) {
  return (
    <div className="grid gap-1 lg:hidden">
      {flag.comment === "" ? null : (
        <p dir="auto" className="[overflow-wrap:anywhere]">
          {flag.comment}
        </p>
      )}
      <AppLink
        href={`${itemsHref}?item=${flag.itemId}`}
        dir="auto"
        className="line-clamp-2 text-ink-2 [overflow-wrap:anywhere] hover:underline"
      >
        {flag.title}
      </AppLink>
      <p className="num flex flex-wrap gap-x-3 text-12 text-ink-3">
        <span>item {flag.ordinal}</span>
        <span className="[overflow-wrap:anywhere]">{flag.annotator}</span>
        <span>{flag.createdAt.slice(0, 10)}</span>
      </p>
      <FlagActions projectId={projectId} flag={flag} />
    </div>
  );
}

function FlagActions({ projectId, flag }: { projectId: string; flag: FlagRow }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-1 max-lg:justify-end">
      <WarnDialog projectId={projectId} flag={flag} />
      {flag.resolvedAt === null ? (
        <SettleDialog projectId={projectId} flag={flag} />
      ) : (
        <span className="text-12 text-ink-3" title={flag.resolution}>
          dealt with {flag.resolvedAt.slice(0, 10)}
        </span>
      )}
    </span>
  );
}

function SettleDialog({ projectId, flag }: { projectId: string; flag: FlagRow }) {
  const [open, setOpen] = useState(false);
  const [resolution, setResolution] = useState("");
  const [backToAll, setBackToAll] = useState(false);
  const [working, start] = useTransition();
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title="Deal with this flag"
      description="What came of it stays on record."
      trigger={<Button size="sm">Deal with it</Button>}
      footer={
        <Button
          variant="primary"
          loading={working}
          onClick={() =>
            start(async () => {
              const result = await settled(settle({ projectId, flagId: flag.id, resolution, backToAll }));
              if (!result.ok) return notifyFailed(refusalOf(result));
              setOpen(false);
              notifyDone("The flag is dealt with.");
            })
          }
        >
          Mark as dealt with
        </Button>
      }
    >
      <div className="grid gap-4">
        <Field label="What came of it">
          <Input value={resolution} maxLength={2_000} onChange={(event) => setResolution(event.target.value)} />
        </Field>
        {flag.reason === "expert" ? (
          <Checkbox
            label="Hand it out to everybody again"
            description="Instead of leaving it to the experts of the campaign."
            checked={backToAll}
            onChange={(event) => setBackToAll(event.target.checked)}
          />
        ) : null}
      </div>
    </Dialog>
  );
}

function WarnDialog({ projectId, flag }: { projectId: string; flag: FlagRow }) {
  const [open, setOpen] = useState(false);
  const [warning, setWarning] = useState(flag.contentWarning ?? "");
  const [working, start] = useTransition();
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title="Content warning of the item"
      description="Said before the item is shown; people who have items covered uncover it themselves. Empty: no warning."
      trigger={
        <Button variant="quiet" size="sm">
          {flag.contentWarning === null ? "Add a warning" : "Change the warning"}
        </Button>
      }
      footer={
        <Button
          variant="primary"
          loading={working}
          onClick={() =>
            start(async () => {
              const result = await settled(warn({ projectId, itemId: flag.itemId, warning }));
              if (!result.ok) return notifyFailed(refusalOf(result));
              setOpen(false);
              notifyDone(warning.trim() === "" ? "The item has no warning any more." : "The warning is set.");
            })
          }
        >
          Save the warning
        </Button>
      }
    >
      <Field label="Warning">
        <Input value={warning} maxLength={500} onChange={(event) => setWarning(event.target.value)} />
      </Field>
    </Dialog>
  );
}
