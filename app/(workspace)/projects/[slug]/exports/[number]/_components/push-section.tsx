import { PushForm } from "@/app/(workspace)/projects/[slug]/exports/[number]/_components/push-form";
import { Section } from "@/components/shell/page-header";
import { AppLink } from "@/components/ui/app-link";
import { StateText } from "@/components/ui/badge";
import type { Tone } from "@/components/ui/badge";
import { formatMinute } from "@/components/ui/format-minute";
import { Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { ConnectionView } from "@/lib/connections/schema";
import type { PushView } from "@/lib/exports/push/schema";

type Props = { slug: string; projectId: string; number: number; connections: ConnectionView[]; pushes: PushView[]; mayPush: boolean };

const tones: Record<PushView["state"], Tone> = { queued: "quiet", running: "quiet", done: "neutral", failed: "bad", cancelled: "quiet" };

/** Where a version was sent, and where it can be sent to. */
export function PushSection({ slug, projectId, number, connections, pushes, mayPush }: Props) {
  if (!mayPush && pushes.length === 0) return null;
  const names = new Map(connections.map(({ id, name }) => [id, name]));
  return (
    <Section title="Sending it elsewhere" about="to a hub of data sets or to a bucket" ruled>
      {pushes.length === 0 ? null : (
        <Table aria-label="Where it was sent">
          <thead>
            <tr>
              <HeaderCell>Asked for, UTC</HeaderCell>
              <HeaderCell>To</HeaderCell>
              <HeaderCell>State</HeaderCell>
              <HeaderCell className="max-md:hidden">Where it stands</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {pushes.map((push) => (
              <Row key={push.id}>
                <Cell className="num">{formatMinute(push.createdAt)}</Cell>
                <Cell>
                  {names.get(push.connectionId) ?? "a connection that is gone"}
                  {push.place === "" ? "" : ` · ${push.place}`}
                </Cell>
                <Cell>
                  <StateText tone={tones[push.state]}>{push.state}</StateText>
                </Cell>
                <CutCell className="max-md:hidden">{push.error ?? push.address ?? ""}</CutCell>
              </Row>
            ))}
          </tbody>
        </Table>
      )}
      {!mayPush ? null : connections.length === 0 ? (
        <p className="text-ink-2">
          No hub or bucket is connected yet.{" "}
          <AppLink href={`/projects/${slug}/imports`} className="underline decoration-rule-3 underline-offset-3">
            Connect one on the Imports page
          </AppLink>
          .
        </p>
      ) : (
        <PushForm slug={slug} projectId={projectId} number={number} connections={connections} />
      )}
    </Section>
  );
}
