"use client";

export { PageFailed as default } from "@/app/_ui/page-failed.client";
