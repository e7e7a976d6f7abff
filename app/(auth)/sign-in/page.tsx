import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "@/app/(auth)/sign-in/_components/sign-in-form";
import { refusalText } from "@/lib/auth/refusal-text";
import { oidcProvider } from "@/lib/auth/oidc";
import { currentSession } from "@/lib/auth/session";
import { returnPath } from "@/lib/http/return-path";

export const metadata: Metadata = { title: "Sign in" };

const reasons: Record<string, string> = {
  not_invited: "That account has not been invited here. Ask an admin of the workspace for an invitation.",
  OAuthCallback: "The sign-in provider did not finish. Try again.",
  AccessDenied: "That account cannot sign in here. Ask an admin of the workspace.",
};

export default async function SignInPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { error, next } = await searchParams;
  const back = returnPath(next);
  if (await currentSession()) redirect(back);
  const oidc = oidcProvider();
  const refusal = typeof error === "string" ? (refusalText(error) ?? reasons[error] ?? "Signing in did not work. Try again.") : null;
  return (
    <>
      <h1 className="mb-6">Sign in</h1>
      {next === undefined || refusal ? null : <p className="-mt-4 mb-6 text-ink-2">You come back to the page that you asked for.</p>}
      <SignInForm refusal={refusal} provider={oidc?.name ?? null} back={back} />
    </>
  );
}
