import type { Metadata } from "next";
import { CreateKeyDialog } from "@/app/(workspace)/(home)/api-keys/_components/create-key-dialog";
import { KeysTable } from "@/app/(workspace)/(home)/api-keys/_components/keys-table";
import { Page, PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { listApiKeys } from "@/lib/api-keys/list-api-keys";
import { describeMe } from "@/lib/auth/describe-me";
import { can, keyActions } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { listProjects } from "@/lib/projects/list-projects";

export const metadata: Metadata = { title: "API keys" };

export default async function ApiKeysPage() {
  const { me, keys, projects } = await pageData(async (actor) => {
    const [me, keys, projects] = await Promise.all([describeMe(actor), listApiKeys(actor), listProjects(actor)]);
    return { me, keys, projects };
  });
  const live = keys.filter((key) => key.state === "live").length;
  return (
    <Page>
      <PageHeader
        title="API keys"
        facts={`${live} in use`}
        actions={
          <CreateKeyDialog
            scopes={keyActions.filter((action) => can(me.role, action))}
            projects={projects.map(({ id, name }) => ({ id, name }))}
          />
        }
      />
      {keys.length === 0 ? (
        <EmptyState title="No key yet">A key lets a program do over HTTP what you do on these pages, as far as the key allows.</EmptyState>
      ) : (
        <KeysTable keys={keys} showOwner={can(me.role, "api-keys:manage")} />
      )}
    </Page>
  );
}
