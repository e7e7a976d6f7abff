"use client";

import { remove } from "@/app/(workspace)/projects/[slug]/reward-models/encoders/actions";
import { dataOf } from "@/components/forms/settled";
import { AppLink } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { CopyButton } from "@/components/ui/copy-button";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { formatBytes } from "@/components/ui/format-bytes";
import { formatMinute } from "@/components/ui/format-minute";
import { ActionsHeader, Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import { notifyDone } from "@/components/ui/toast";
import type { EncoderUses } from "@/lib/reward-models/list-encoder-uses";

type Props = { slug: string; encoders: EncoderUses[]; mayTrain: boolean };

const poolings = { mean: "mean", cls: "first token" } as const;

/** Encoders by name, the built-in one first. On a phone what they are stands below their name. */
export function EncodersTable({ slug, encoders, mayTrain }: Props) {
  return (
    <Table aria-label="Encoders">
      <thead>
        <tr>
          <HeaderCell>Name</HeaderCell>
          <HeaderCell className="max-md:hidden">Family</HeaderCell>
          <HeaderCell className="max-md:hidden">Pooling</HeaderCell>
          <HeaderCell numeric className="max-md:hidden">
            Dimensions
          </HeaderCell>
          <HeaderCell numeric className="max-md:hidden">
            Size
          </HeaderCell>
          <HeaderCell className="max-md:hidden">sha256</HeaderCell>
          <HeaderCell numeric className="max-md:hidden">
            Vectors kept
          </HeaderCell>
          <HeaderCell className="w-full max-md:hidden">Used by</HeaderCell>
          <HeaderCell className="max-md:hidden">Added (UTC)</HeaderCell>
          <ActionsHeader />
        </tr>
      </thead>
      <tbody>
        <Row>
          <CutCell className="max-md:py-2 md:w-auto md:max-w-[32ch] md:min-w-[16ch]">
            <span className="font-medium">lexical</span>
            <span className="block text-12 text-ink-3 md:hidden">built in, fitted to each project’s words</span>
          </CutCell>
          <Cell className="text-ink-3 max-md:hidden" colSpan={8}>
            built in, fitted to each project’s words; nothing to download
          </Cell>
          <Cell />
        </Row>
        {encoders.map((encoder) => (
          <EncoderRow key={encoder.name} slug={slug} encoder={encoder} mayTrain={mayTrain} />
        ))}
      </tbody>
    </Table>
  );
}

function EncoderRow({ slug, encoder, mayTrain }: { slug: string; encoder: EncoderUses; mayTrain: boolean }) {
  const { name, family, pooling, width, byteSize, sha256, vectors, source } = encoder;
  return (
    <Row>
      <CutCell title={`from ${source}`} className="max-md:py-2 md:w-auto md:max-w-[32ch] md:min-w-[16ch]">
        <span className="font-medium">{name}</span>
        <span className="block text-12 leading-[18px] whitespace-normal text-ink-3 md:hidden">
          {family}, {poolings[pooling]}, {width} dimensions, {formatBytes(byteSize)} · {counted(vectors, "vector")} kept
          <span className="block">
            <Uses encoder={encoder} />
          </span>
          <span className="num block">{added(encoder)}</span>
        </span>
      </CutCell>
      <Cell className="max-md:hidden">{family}</Cell>
      <Cell className="max-md:hidden">{poolings[pooling]}</Cell>
      <Cell numeric className="max-md:hidden">
        {width}
      </Cell>
      <Cell numeric className="max-md:hidden">
        {formatBytes(byteSize)}
      </Cell>
      <Cell className="max-md:hidden" title={sha256}>
        <span className="inline-flex items-center gap-0.5">
          <span className="mono">{sha256.slice(0, 10)}…</span>
          <CopyButton text={sha256} what={`the sha256 of ${name}`} iconOnly />
        </span>
      </Cell>
      <Cell numeric className="max-md:hidden">
        {formatFigure(vectors, "count")}
      </Cell>
      <Cell className="w-full max-md:hidden">
        <Uses encoder={encoder} />
      </Cell>
      <Cell className="num max-md:hidden">{added(encoder)}</Cell>
      <Cell className="text-right align-top md:align-middle">{mayTrain ? <RemoveButton slug={slug} encoder={encoder} /> : null}</Cell>
    </Row>
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
