export { NotForRole as default } from "@/app/_components/refused-page";
