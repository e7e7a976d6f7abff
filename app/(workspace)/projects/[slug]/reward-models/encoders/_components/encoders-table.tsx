"use client";

import { remove } from "@/app/(workspace)/projects/[slug]/reward-models/encoders/actions";
import { dataOf } from "@/components/forms/settled";
import { ListTable } from "@/components/tables/list-table";
import { AppLink } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { CopyButton } from "@/components/ui/copy-button";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { formatBytes } from "@/components/ui/format-bytes";
import { formatMinute } from "@/components/ui/format-minute";
import { Cell, CutCell, Row } from "@/components/ui/table";
import { notifyDone } from "@/components/ui/toast";
import type { EncoderUses } from "@/lib/reward-models/list-encoder-uses";

type Props = { slug: string; encoders: EncoderUses[]; mayTrain: boolean };

const poolings = { mean: "mean", "mean-sqrt": "sum by √length", max: "maximum", cls: "first token" } as const;

const nameCell = "max-md:py-2 md:w-auto md:max-w-[32ch] md:min-w-[16ch]";

/** Encoders by name, the built-in one first. On a phone what they are stands below their name. */
export function EncodersTable({ slug, encoders, mayTrain }: Props) {
  return (
    <ListTable
      label="Encoders"
      first={<BuiltIn />}
      rows={encoders}
      rowKey={({ name }) => name}
      columns={[
        {
          head: "Name",
          cut: true,
          title: ({ source }) => `from ${source}`,
          className: nameCell,
          cell: (encoder) => <Name encoder={encoder} />,
        },
        { head: "Family", from: "md", cell: ({ family }) => family },
        { head: "Pooling", from: "lg", cell: ({ pooling }) => poolings[pooling] },
        { head: "Dimensions", numeric: true, from: "lg", cell: ({ width }) => width },
        { head: "Size", numeric: true, from: "lg", cell: ({ byteSize }) => formatBytes(byteSize) },
        {
          head: "sha256",
          from: "md",
          title: ({ sha256 }) => sha256,
          cell: ({ sha256, name }) => (
            <span className="inline-flex items-center gap-0.5">
              <span className="mono">{sha256.slice(0, 10)}…</span>
              <CopyButton text={sha256} what={`the sha256 of ${name}`} iconOnly />
            </span>
          ),
        },
        { head: "Vectors kept", numeric: true, from: "lg", cell: ({ vectors }) => formatFigure(vectors, "count") },
        // Where no encoder was added there are no cells but those of the built-in one: the head has to take the room.
        { head: "Used by", from: "md", className: "w-full", headClassName: "w-full", cell: (encoder) => <Uses encoder={encoder} /> },
        { head: "Added (UTC)", from: "md", className: "num", cell: added },
        {
          head: null,
          className: "align-top md:align-middle",
          cell: (encoder) => (mayTrain ? <RemoveButton slug={slug} encoder={encoder} /> : null),
        },
      ]}
    />
  );
}

function BuiltIn() {
  return (
    <Row>
      <CutCell className={nameCell}>
        <span className="font-medium">lexical</span>
        <span className="block text-12 text-ink-3 md:hidden">built in, fitted to each project’s words</span>
      </CutCell>
      <Cell className="text-ink-3 max-md:hidden" colSpan={8}>
        built in, fitted to each project’s words; nothing to download
      </Cell>
      <Cell />
    </Row>
  );
}

function Name({ encoder }: { encoder: EncoderUses }) {
  const { name, family, pooling, width, byteSize, vectors } = encoder;
  return (
    <>
      <span className="font-medium">{name}</span>
      <span className="block text-12 leading-[18px] whitespace-normal text-ink-3 md:hidden">
        {family}, {poolings[pooling]}, {width} dimensions, {formatBytes(byteSize)} · {counted(vectors, "vector")} kept
        <span className="block">
          <Uses encoder={encoder} />
        </span>
        <span className="num block">{added(encoder)}</span>
      </span>
    </>
  );
}

const added = ({ addedAt, addedBy }: EncoderUses): string => `${formatMinute(addedAt)}${addedBy === null ? "" : ` · ${addedBy}`}`;

const mostNamed = 4;

function Uses({ encoder: { versions, elsewhere } }: { encoder: EncoderUses }) {
  const more = versions.length - mostNamed;
  if (versions.length === 0 && elsewhere === 0) return <span className="text-ink-3">no version</span>;
  return (
    <span className="inline-flex flex-wrap gap-x-2">
      {versions.slice(0, mostNamed).map(({ slug, project, number }) => (
        <AppLink
          key={`${slug} ${number}`}
          href={`/projects/${slug}/reward-models/${number}`}
          title={project}
          className="underline decoration-rule-3 underline-offset-3"
        >
          {project} v{number}
        </AppLink>
      ))}
      {more > 0 ? <span className="text-ink-3">and {more} more</span> : null}
      {elsewhere > 0 ? <span className="text-ink-3">{counted(elsewhere, "version")} of other workspaces</span> : null}
    </span>
  );
}

function RemoveButton({ slug, encoder: { name, vectors, versions, elsewhere } }: { slug: string; encoder: EncoderUses }) {
  const uses = versions.length + elsewhere;
  if (uses > 0) {
    return (
      <Button
        variant="quiet"
        size="sm"
        disabled
        aria-label={`Remove ${name}`}
        title={`${counted(uses, "version uses", "versions use")} it: without it they could score nothing more`}
      >
        Remove
      </Button>
    );
  }
  return (
    <ConfirmDialog
      title={`Remove the encoder ${name}?`}
      description={`No version uses it. Its files${vectors > 0 ? ` and ${counted(vectors, "vector")} kept for it` : ""} are deleted; to have it again, add it again.`}
      confirmLabel="Remove the encoder"
      cancelLabel="Keep it"
      trigger={
        <Button variant="quiet" size="sm" aria-label={`Remove ${name}`}>
          Remove
        </Button>
      }
      onConfirm={async () => {
        await dataOf(remove({ slug, name }));
        notifyDone(`${name} is removed.`);
      }}
    />
  );
}
