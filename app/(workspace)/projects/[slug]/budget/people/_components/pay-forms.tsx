"use client";

import { useRouter } from "next/navigation";
import { useRef, useState, useTransition } from "react";
import { adjust, pay, reverse } from "@/app/(workspace)/projects/[slug]/budget/people/actions";
import { dollarsOf, microsOf } from "@/components/forms/dollars";
import { dataOf, refusalOf, settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NumberField } from "@/components/ui/number-field";
import { notifyDone } from "@/components/ui/toast";
import { inDollars } from "@/lib/budgets/schema";

type Person = { slug: string; projectId: string; annotatorId: string };

/** A payment that was made, or what is added to and taken from what somebody earned. */
export function PayForm({ what, owedMicros, ...person }: Person & { what: "pay" | "adjust"; owedMicros: number }) {
  const router = useRouter();
  const [amount, setAmount] = useState(what === "pay" ? dollarsOf(Math.max(0, owedMicros)) : "");
  const [note, setNote] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  // One key an intended entry: a second click, or a lost answer, enters nothing twice.
  const key = useRef(crypto.randomUUID());
  const submit = () =>
    start(async () => {
      const input = { ...person, amountMicros: microsOf(amount), note, idemKey: key.current };
      const result = await settled(what === "pay" ? pay(input) : adjust(input));
      setProblem(result.ok ? null : refusalOf(result));
      if (!result.ok) return;
      key.current = crypto.randomUUID();
      setNote("");
      setAmount(what === "pay" ? dollarsOf(Math.max(0, result.data.owedMicros)) : "");
      notifyDone(`Entered. ${inDollars(result.data.owedMicros)} are owed now.`);
      router.refresh();
    });
  return (
    <form
      aria-label={what === "pay" ? "Enter a payment" : "Adjust"}
      className="grid max-w-[440px] content-start gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <NumberField
        label={what === "pay" ? "Paid, $" : "More, or less with a minus, $"}
        required
        step="any"
        value={amount}
        onChange={setAmount}
      />
      <Field label={what === "pay" ? "Note" : "What for"} required={what === "adjust"}>
        <Input value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      </Field>
      {problem ? <Callout tone="bad" live title={problem} /> : null}
      <Button type="submit" variant={what === "pay" ? "primary" : "secondary"} loading={pending}>
        {what === "pay" ? "Enter the payment" : "Enter the adjustment"}
      </Button>
    </form>
  );
}

/** Takes a payment or an adjustment back by a line of its own. */
export function ReverseLine({ slug, projectId, lineId, what }: { slug: string; projectId: string; lineId: string; what: string }) {
  const router = useRouter();
  return (
    <ConfirmDialog
      title={`Take back ${what}?`}
      description="The line stays in the ledger, and another takes it back."
      confirmLabel="Take it back"
      trigger={
        <Button variant="quiet" size="sm" aria-label={`Take back ${what}`}>
          Take back
        </Button>
      }
      onConfirm={async () => {
        await dataOf(reverse({ slug, projectId, lineId, note: "taken back on the page" }));
        router.refresh();
      }}
    />
  );
}
