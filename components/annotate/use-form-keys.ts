import type { KeyboardEvent } from "react";
import { isPressable, namesOf, takesText } from "@/components/annotate/use-desk-keys";
import { useClockKeys } from "@/components/media/use-clock-keys";
import type { KindForm, KindFormInput } from "@/lib/kinds/contract";

type Keyed = { form: KindForm; input: KindFormInput; onChange: (response: unknown) => void; onEnter?: () => void };

/**
 * The keys that a kind's form shows on its controls, for a form that is a part of a page or a dialog: they mean something while
 * the focus is in it and nobody types. Ctrl+Enter ends it from within a field too, where it can be ended.
 */
export const useFormKeys = ({ form, input, onChange, onEnter }: Keyed): ((event: KeyboardEvent<HTMLElement>) => void) => {
  const clockKey = useClockKeys();
  return (event) => {
    if (event.defaultPrevented || event.nativeEvent.isComposing || event.altKey) return;
    const chord = event.metaKey || event.ctrlKey;
    if (event.key === "Enter" && onEnter && (chord || !(takesText(event.target) || isPressable(event.target)))) onEnter();
    else {
      if (chord || takesText(event.target)) return;
      const meant = namesOf(event).some((key) => {
        if (clockKey(key)) return true;
        const response = form.press(input, key);
        if (response !== undefined) onChange(response);
        return response !== undefined;
      });
      if (!meant) return;
    }
    event.preventDefault();
  };
};
