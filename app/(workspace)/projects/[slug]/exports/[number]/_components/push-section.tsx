import { PushForm } from "@/app/(workspace)/projects/[slug]/exports/[number]/_components/push-form";
import { Section } from "@/components/shell/page-header";
import { ListTable } from "@/components/tables/list-table";
import { AppLink } from "@/components/ui/app-link";
import { StateText } from "@/components/ui/badge";
import type { Tone } from "@/components/ui/badge";
import { formatMinute } from "@/components/ui/format-minute";
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
        <ListTable
          label="Where it was sent"
          rows={pushes}
          rowKey={({ id }) => id}
          columns={[
            { head: "Asked for (UTC)", className: "num", cell: ({ createdAt }) => formatMinute(createdAt) },
            {
              head: "To",
              cell: ({ connectionId, place }) =>
                `${names.get(connectionId) ?? "a connection that is gone"}${place === "" ? "" : ` · ${place}`}`,
            },
            { head: "State", cell: ({ state }) => <StateText tone={tones[state]}>{state}</StateText> },
            { head: "Where it stands", from: "md", cut: true, cell: ({ error, address }) => error ?? address ?? "" },
          ]}
        />
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
