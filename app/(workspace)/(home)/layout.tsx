export { HomeFrame as default } from "@/app/(workspace)/_components/home-frame";
