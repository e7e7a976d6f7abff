"use client";

import { useState, useTransition } from "react";
import { newPassword } from "@/app/(workspace)/(home)/members/actions";
import { refusalOf, settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { MemberView } from "@/lib/members/schema";

/** Asks first, since it signs the member out; then tells the password, which nobody can look up later. */
export function NewPasswordDialog({ member, open, onClose }: { member: MemberView; open: boolean; onClose: () => void }) {
  const [password, setPassword] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [working, start] = useTransition();

  const close = () => {
    // What is being made would be told to nobody. Once it is told, the page behind may still be on its way.
    if (working && password === null) return;
    onClose();
    setPassword(null);
    setRefusal(null);
  };
  const give = () =>
    start(async () => {
      setRefusal(null);
      const result = await settled(newPassword({ memberId: member.id }));
      if (result.ok) setPassword(result.data.password);
      else setRefusal(refusalOf(result));
    });

  return (
    <Dialog
      title={password === null ? `Give ${member.name} a new password?` : `The new password of ${member.name}`}
      description={
        password === null
          ? "For somebody who forgot theirs. The password that they have now ends, and they are signed out everywhere at once. Their API keys, their answers and single sign-on stay."
          : "Hand it on by whatever means you trust, and ask them to change it under Account."
      }
      open={open}
      onOpenChange={close}
      footer={
        password === null ? (
          <>
            <Button disabled={working} onClick={close}>
              Leave as it is
            </Button>
            <Button variant="danger" loading={working} onClick={give}>
              Give a new password
            </Button>
          </>
        ) : (
          <>
            <CopyButton text={password} what="the password" variant="primary" size="md" />
            <Button onClick={close}>Close</Button>
          </>
        )
      }
    >
      {password === null ? (
        <div aria-live="assertive">{refusal === null ? null : <p className="font-medium text-bad">{refusal}</p>}</div>
      ) : (
        <Field label="New password" required description="It is shown this once. Only its hash is kept, so nobody can look it up later.">
          <Input readOnly value={password} className="mono" onFocus={(event) => event.currentTarget.select()} />
        </Field>
      )}
    </Dialog>
  );
}
