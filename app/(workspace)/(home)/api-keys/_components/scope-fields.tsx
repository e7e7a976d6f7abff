"use client";

import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldError } from "@/components/ui/field";
import type { CreateApiKey } from "@/lib/api-keys/schema";

type Scope = CreateApiKey["scopes"][number];
type Props = { scopes: Scope[]; chosen: Scope[]; error: string | undefined; onChange: (chosen: Scope[]) => void };

const roomOf = (scope: Scope): string => scope.split(":")[0] ?? scope;
const verbOf = (scope: Scope): string => scope.split(":")[1] ?? scope;

/** What a key may do, by room. Only what its owner may do is offered. */
export function ScopeFields({ scopes, chosen, error, onChange }: Props) {
  const rooms = [...new Set(scopes.map(roomOf))];
  const taken = new Set(chosen);
  const toggle = (scope: Scope) => onChange(taken.has(scope) ? chosen.filter((other) => other !== scope) : [...chosen, scope]);
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 text-12 font-medium">May</legend>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => onChange(scopes.filter((scope) => verbOf(scope) === "see"))}>
          Look at everything
        </Button>
        <Button size="sm" onClick={() => onChange(scopes)}>
          Do all that I may
        </Button>
        <Button size="sm" onClick={() => onChange([])}>
          Clear
        </Button>
      </div>
      <div className="grid gap-x-6 sm:grid-cols-2">
        {rooms.map((room) => (
          <div key={room} className="border-t border-rule py-1">
            <p className="text-12 text-ink-2">{room.replaceAll("-", " ")}</p>
            <div className="flex flex-wrap gap-x-4">
              {scopes
                .filter((scope) => roomOf(scope) === room)
                .map((scope) => (
                  <Checkbox
                    key={scope}
                    label={verbOf(scope)}
                    aria-label={scope}
                    checked={taken.has(scope)}
                    onChange={() => toggle(scope)}
                  />
                ))}
            </div>
          </div>
        ))}
      </div>
      <FieldError>{error}</FieldError>
    </fieldset>
  );
}
