"use client";

export { FailedPage as default } from "@/app/_components/failed-page";
