import type { Metadata } from "next";
import { headers } from "next/headers";
import { AcceptForm } from "@/app/(auth)/invitation/[token]/_components/accept-form";
import { LinkButton } from "@/components/ui/link-button";
import { AppError } from "@/lib/errors";
import { findInvitation } from "@/lib/members/find-invitation";
import { clientAddress } from "@/lib/net/client-address";

// The address is a secret: it must not leave in a referrer.
export const metadata: Metadata = { title: "Invitation", referrer: "no-referrer", robots: { index: false } };

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const address = clientAddress(await headers());
  const invitation = await findInvitation(token, address).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "rate_limited") return error.userMessage;
    throw error;
  });
  if (invitation === null || typeof invitation === "string") {
    return (
      <>
        <h1 className="mb-2">{invitation === null ? "This invitation is gone" : "Wait a little"}</h1>
        <p className="mb-6 text-ink-2">{invitation ?? "It has been used, taken back, or is over. Ask whoever sent it for a new one."}</p>
        <LinkButton href="/sign-in">Sign in</LinkButton>
      </>
    );
  }
  return (
    <>
      <h1 className="mb-2">Join {invitation.workspaceName}</h1>
      <p className="mb-6 text-ink-2">You are invited as {invitation.role}. Choose a name and a password; the link works once.</p>
      <AcceptForm token={token} email={invitation.email} />
    </>
  );
}
