import type { ReactNode } from "react";
import { Examples } from "@/app/(workspace)/(home)/api-reference/_components/examples";
import { FieldRows } from "@/app/(workspace)/(home)/api-reference/_components/field-rows";
import { MethodText } from "@/app/(workspace)/(home)/api-reference/_components/method-text";
import { ParametersTable } from "@/app/(workspace)/(home)/api-reference/_components/parameters-table";
import { ReadingText } from "@/components/content/reading-text";
import { Section } from "@/components/shell/page-header";
import { AppLink } from "@/components/ui/app-link";
import { CopyButton } from "@/components/ui/copy-button";
import type { ReferenceEntry, ReferencePage } from "@/lib/api/reference/read-reference";

/** Address, scope, parameters, body, answers and an example of one operation. */
export function OperationBody({ page }: { page: ReferencePage }) {
  return (
    <>
      <Address page={page} />
      <p className="mt-3 text-ink-2">
        A key needs <Scopes names={[page.scope, ...page.besides]} />.
      </p>
      {page.about === "" ? null : <ReadingText text={page.about} className="mt-3 max-w-[72ch]" />}
      <div className="grid items-start gap-x-11 2xl:grid-cols-[minmax(0,1fr)_minmax(0,600px)]">
        <div className="min-w-0 max-2xl:order-2">
          {page.parameters.length === 0 ? null : (
            <Section title="Parameters" ruled>
              <ParametersTable parameters={page.parameters} />
            </Section>
          )}
          {page.body === null ? null : (
            <Section title="Body" about={page.body.contentType} ruled>
              <FieldRows content={page.body} marksRequired />
            </Section>
          )}
          {page.responses.map(({ status, about, content }) => (
            <Section
              key={status}
              title={status === "default" ? "Any other status" : status}
              about={`${about}${content ? ` · ${content.contentType}` : ""}`}
              ruled
            >
              {content ? <FieldRows content={content} /> : <p className="text-ink-2">No body.</p>}
            </Section>
          ))}
        </div>
        <div className="min-w-0 2xl:sticky 2xl:top-12">
          <Section title="Example" ruled>
            <Examples snippets={page.snippets} />
          </Section>
        </div>
      </div>
      <Neighbours previous={page.previous} next={page.next} />
    </>
  );
}

function Address({ page: { method, path } }: { page: ReferencePage }) {
  return (
    <div className="flex items-center gap-3 rounded-control bg-sunk py-1 pr-1 pl-3">
      <MethodText method={method} />
      <code className="mono min-w-0 grow py-1 text-12 break-words">/api/v1{path}</code>
      <CopyButton text={`/api/v1${path}`} what="the address" iconOnly size="sm" />
    </div>
  );
}

function Scopes({ names }: { names: string[] }): ReactNode {
  return names.map((name, place) => (
    <span key={name}>
      {place === 0 ? "the scope " : place === names.length - 1 ? " and " : ", "}
      <code className="mono text-ink">{name}</code>
    </span>
  ));
}

function Neighbours({ previous, next }: { previous: ReferenceEntry | null; next: ReferenceEntry | null }) {
  return (
    <nav aria-label="Operations beside this one" className="mt-10 flex justify-between gap-6 border-t border-rule pt-4 text-12">
      {previous ? (
        <AppLink href={`/api-reference/${previous.id}`} className="underline decoration-rule-3 underline-offset-3">
          ← {previous.summary}
        </AppLink>
      ) : (
        <span />
      )}
      {next ? (
        <AppLink href={`/api-reference/${next.id}`} className="text-right underline decoration-rule-3 underline-offset-3">
          {next.summary} →
        </AppLink>
      ) : null}
    </nav>
  );
}
