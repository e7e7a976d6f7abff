import { HomeFrame } from "@/app/(workspace)/_components/home-frame";
import { NothingHere } from "@/app/_components/refused-page";

/** A project that is not there, or not for one to know of: there is no frame of its own around this. */
export default function NotFound() {
  return (
    <HomeFrame>
      <NothingHere />
    </HomeFrame>
  );
}
