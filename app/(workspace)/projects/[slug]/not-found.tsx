export { NothingHere as default } from "@/app/_components/refused-page";
