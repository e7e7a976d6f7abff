"use client";

import { WidePicture } from "@/components/charts/pipeline-wide";
import { SourceMark } from "@/components/ui/source-mark";
import { formatFigure } from "@/components/ui/figure-format";
import type { PipelineLine } from "@/components/charts/pipeline-geometry";
import { AppLink } from "@/components/ui/app-link";
import { TriangleAlert } from "lucide-react";

/** The line as a picture: what came in, how much of it became labels of people and of models, and what came out. */
export function PipelinePicture(props: PipelineLine) {
  const { stages, labels, jam, back } = props;
  const words = stages.map((stage) => `${stage.name} ${stage.figure}${stage.note ? ` (${stage.note})` : ""}`).join(", ");
  const description = `From items to data set: ${words}. Labels: ${labels.people} by people, ${labels.models} by models.${jam ? ` ${jam.text}.` : ""}${back ? ` ${back.text}.` : ""}`;
  return (
    <>
      <div className="max-lg:hidden">
        <WidePicture {...props} description={description} />
      </div>
      <ol className="relative before:absolute before:top-3.5 before:bottom-9 before:left-[6px] before:border-l before:border-rule-3 lg:hidden">
        {stages.map((stage) => (
          <li key={stage.key}>
            <AppLink href={stage.href} className="grid grid-cols-[14px_1fr_auto] items-baseline gap-x-3 py-[7px]">
              <span className="h-px w-[13px] self-center bg-rule-3" />
              <span>{stage.name}</span>
              <b className="num text-16 font-semibold">{stage.figure}</b>
              <span className="num col-start-2 text-12 text-ink-3">
                {stage.key === labels.stage ? (
                  <>
                    <SourceMark source="person" label={null} /> {formatFigure(labels.people, "count")} people &nbsp;{" "}
                    <SourceMark source="model" label={null} /> {formatFigure(labels.models, "count")} models
                  </>
                ) : (
                  stage.note
                )}
                {jam?.stage === stage.key ? (
                  <span className="flex items-center gap-1 font-medium text-bad">
                    <TriangleAlert className="size-3" aria-hidden="true" />
                    {jam.text}
                  </span>
                ) : null}
              </span>
            </AppLink>
          </li>
        ))}
      </ol>
    </>
  );
}
