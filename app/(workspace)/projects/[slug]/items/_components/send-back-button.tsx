"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { sendAnswerBack } from "@/app/(workspace)/projects/[slug]/items/actions";
import { refusalOf, settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";
import { Textarea } from "@/components/ui/textarea";
import { notifyDone } from "@/components/ui/toast";

type Props = { projectId: string; annotationId: string; annotator: string };

/** Sends one person's answer back to them, with a note on what to look at again. */
export function SendBackButton({ projectId, annotationId, annotator }: Props) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function send() {
    if (busy) return;
    if (note.trim() === "") return setProblem("Say what they should look at again.");
    setBusy(true);
    const result = await settled(sendAnswerBack({ projectId, annotationId, note }));
    setBusy(false);
    if (!result.ok) return setProblem(refusalOf(result));
    setOpen(false);
    setNote("");
    notifyDone(`Sent back to ${annotator}`);
    router.refresh();
  }

  return (
    <>
      <Button size="sm" variant="quiet" aria-label={`Send back the answer of ${annotator}`} onClick={() => setOpen(true)}>
        Send back
      </Button>
      <Dialog
        title={`Send this answer back to ${annotator}`}
        description="They find it before all other items, with your note and their answer filled in, and change it or keep it with a reply. Until then it counts as it is."
        open={open}
        onOpenChange={(next) => {
          setOpen(next);
          setProblem(null);
        }}
      >
        <form
          className="grid gap-3 pt-1"
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <Field
            label="Note"
            required
            description="Name a response by its words: on their screen the letters may stand the other way round."
            error={problem ?? undefined}
          >
            <Textarea
              rows={3}
              dir="auto"
              maxLength={2_000}
              autoFocus
              value={note}
              onChange={(event) => {
                setNote(event.target.value);
                setProblem(null);
              }}
              onKeyDown={(event) => {
                if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
                event.preventDefault();
                void send();
              }}
            />
          </Field>
          <div className="flex justify-end">
            <Button type="submit" variant="primary" loading={busy} aria-keyshortcuts="Control+Enter">
              Send back <Kbd onAccent>⌃↵</Kbd>
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
