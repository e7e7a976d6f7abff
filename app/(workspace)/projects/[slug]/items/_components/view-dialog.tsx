"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { SavedView } from "@/lib/items/schema";

type Props = {
  /** the one to rename; null for a new one */
  view: SavedView | null;
  /** what stands in the way, null where it was stored */
  onSave: (view: { name: string; shared: boolean }) => Promise<string | null>;
  onClose: () => void;
};

export function ViewDialog({ view, onSave, onClose }: Props) {
  const [name, setName] = useState(view?.name ?? "");
  const [shared, setShared] = useState(view?.shared ?? false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  return (
    <Dialog
      title={view ? "Rename the view" : "Save as a view"}
      description={view ? undefined : "Search, filters, order and columns are kept under this name."}
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
    >
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          setBusy(true);
          void onSave({ name, shared }).then((refused) => {
            setBusy(false);
            setProblem(refused);
          });
        }}
      >
        <Field label="Name" error={problem ?? undefined} required>
          <Input autoComplete="off" maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Checkbox
          label="Share with the project"
          description="Everybody who sees these items finds the view in their list. Only you can change it."
          checked={shared}
          onChange={(event) => setShared(event.target.checked)}
        />
        <div className="flex justify-end gap-2">
          <Button variant="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" loading={busy} disabled={name.trim() === ""}>
            {view ? "Rename" : "Save the view"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
