"use client";

import { Ban, Ellipsis, KeyRound } from "lucide-react";
import { useState } from "react";
import { bar } from "@/app/(workspace)/(home)/members/actions";
import { NewPasswordDialog } from "@/app/(workspace)/(home)/members/_components/new-password-dialog";
import { dataOf } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Menu, MenuItem } from "@/components/ui/menu";
import { notifyDone } from "@/components/ui/toast";
import type { MemberView } from "@/lib/members/schema";

type Props = { member: MemberView; mayGivePassword: boolean };

/** What is seldom done to a member. In a menu, so that on a phone their name has the room. */
export function MemberMenu({ member, mayGivePassword }: Props) {
  const [asked, setAsked] = useState<"password" | "bar" | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      <Menu
        trigger={
          <Button variant="quiet" size="icon" aria-label={`More about ${member.name}`}>
            <Ellipsis aria-hidden="true" />
          </Button>
        }
      >
        {mayGivePassword ? (
          <MenuItem icon={<KeyRound aria-hidden="true" />} onSelect={() => setAsked("password")}>
            New password
          </MenuItem>
        ) : null}
        <MenuItem icon={<Ban aria-hidden="true" />} danger onSelect={() => setAsked("bar")}>
          Bar
        </MenuItem>
      </Menu>
      <NewPasswordDialog member={member} open={asked === "password"} onClose={close} />
      <ConfirmDialog
        title={`Bar ${member.name}?`}
        description="They are signed out everywhere at once and cannot come in again. Their API keys are refused, and open invitations that they sent are taken back. Their answers stay. You can let them in again later."
        confirmLabel={`Bar ${member.name}`}
        cancelLabel="Leave as it is"
        open={asked === "bar"}
        onOpenChange={close}
        onConfirm={async () => {
          await dataOf(bar({ memberId: member.id, disabled: true }));
          notifyDone(`${member.name} is barred and signed out everywhere.`);
        }}
      />
    </>
  );
}
