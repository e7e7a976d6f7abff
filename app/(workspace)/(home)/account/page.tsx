import type { Metadata } from "next";
import { EndOthersButton } from "@/app/(workspace)/(home)/account/_components/end-others-button";
import { NameForm } from "@/app/(workspace)/(home)/account/_components/name-form";
import { PasswordForm } from "@/app/(workspace)/(home)/account/_components/password-form";
import { Page, PageHeader, Section } from "@/components/shell/page-header";
import { countSessions } from "@/lib/auth/count-sessions";
import { describeMe } from "@/lib/auth/describe-me";
import { pageData } from "@/lib/http/page-data";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const { me, sessions } = await pageData(async (actor) => {
    const [me, sessions] = await Promise.all([describeMe(actor), countSessions(actor)]);
    return { me, sessions };
  });
  return (
    <Page className="max-w-[640px]">
      <PageHeader title="Account" facts={`${me.email} · ${me.role} of ${me.workspaceName}`} />
      <NameForm name={me.name} />
      <Section title="Password" ruled>
        {me.hasPassword ? (
          <PasswordForm />
        ) : (
          <p className="text-ink-2">You sign in through your organisation. There is no password to change here.</p>
        )}
      </Section>
      <Section title="Where you are signed in" ruled>
        <p className="mb-3 text-ink-2">{sessions === 1 ? "In this browser only." : `In ${sessions} browsers, this one among them.`}</p>
        {sessions > 1 ? <EndOthersButton others={sessions - 1} /> : null}
      </Section>
    </Page>
  );
}
