"use client";

import { Maximize2, Minus, Plus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { TransformComponent, TransformWrapper } from "react-zoom-pan-pinch";
import type { ReactZoomPanPinchRef } from "react-zoom-pan-pinch";
import { useMediaStage } from "@/components/media/media-stage";
import { useWords } from "@/components/media/words";
import { Button } from "@/components/ui/button";
import type { MediaRef } from "@/lib/media/schema";
import "@/components/media/media.css";

/** The media of a prompt or a response, in their order. `whose` names it for those who do not see it: "Response A". */
export function MediaList({ media, whose }: { media: readonly MediaRef[] | null; whose: string }) {
  const t = useWords();
  if (!media || media.length === 0) return null;
  return (
    <div className="media-list">
      {media.map((medium, index) => {
        const type = t(`types.${medium.type}`);
        const name = medium.alt ?? t(media.length > 1 ? "several" : "one", { whose, type, number: index + 1, of: media.length });
        return medium.type === "image" ? (
          <ZoomImage key={`${index} ${medium.src}`} src={medium.src} name={name} />
        ) : (
          <Player key={`${index} ${medium.src}`} medium={medium} name={name} whose={whose} />
        );
      })}
    </div>
  );
}

function Missing({ name }: { name: string }) {
  const t = useWords();
  return (
    <p role="alert" className="media-missing">
      {t("missing", { name })}
    </p>
  );
}

function ZoomImage({ src, name }: { src: string; name: string }) {
  const t = useWords();
  const { zoom } = useMediaStage();
  const view = useRef<ReactZoomPanPinchRef>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => (view.current ? zoom.add(view.current) : undefined), [zoom]);
  if (failed) return <Missing name={name} />;
  return (
    <figure aria-label={name} className="media-image">
      <TransformWrapper
        ref={view}
        minScale={1}
        maxScale={16}
        centerOnInit
        // The wheel alone scrolls the page, as everywhere else.
        wheel={{ activationKeys: ["Control", "Meta"] }}
        keyboard={{ disabled: false, panStep: 40, zoomStep: 0.5 }}
        doubleClick={{ mode: "toggle" }}
        onTransform={(reference, state) => zoom.moved(reference, state)}
      >
        {({ zoomIn, zoomOut, resetTransform }) => (
          <>
            <TransformComponent
              wrapperClass="media-window"
              wrapperProps={{ tabIndex: 0, "aria-label": t("window", { name }), role: "group" }}
            >
              {/* A plain img: the optimiser would have our server fetch a stranger's address. */}
              <img src={src} alt={name} draggable={false} referrerPolicy="no-referrer" onError={() => setFailed(true)} />
            </TransformComponent>
            <div className="media-tools">
              <Button variant="quiet" size="icon" aria-label={t("zoomIn", { name })} onClick={() => void zoomIn()}>
                <Plus aria-hidden="true" />
              </Button>
              <Button variant="quiet" size="icon" aria-label={t("zoomOut", { name })} onClick={() => void zoomOut()}>
                <Minus aria-hidden="true" />
              </Button>
              <Button variant="quiet" size="icon" aria-label={t("whole", { name })} onClick={() => void resetTransform()}>
                <Maximize2 aria-hidden="true" />
              </Button>
            </div>
          </>
        )}
      </TransformWrapper>
    </figure>
  );
}

function Player({ medium, name, whose }: { medium: MediaRef; name: string; whose: string }) {
  const { clock } = useMediaStage();
  const player = useRef<HTMLVideoElement & HTMLAudioElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => (player.current && !failed ? clock.add(player.current, whose) : undefined), [clock, whose, failed]);
  if (failed) return <Missing name={name} />;
  if (medium.type === "audio") {
    return (
      <div className="media-sound">
        <audio ref={player} src={medium.src} aria-label={name} preload="metadata" onError={() => setFailed(true)} />
        <span>{name}</span>
      </div>
    );
  }
  return (
    <video
      ref={player}
      className="media-video"
      src={medium.src}
      aria-label={name}
      preload="metadata"
      playsInline
      disablePictureInPicture
      onClick={clock.toggle}
      onError={() => setFailed(true)}
    />
  );
}
