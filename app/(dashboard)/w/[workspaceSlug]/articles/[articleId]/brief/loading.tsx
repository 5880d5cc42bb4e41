import type { JSX } from "react";
import { SkeletonForm, SkeletonHeader } from "@/app/_ui/skeletons";

export default function Loading(): JSX.Element {
  return (
    <>
      <SkeletonHeader label="Loading the article" />
      <SkeletonForm fields={6} label="Loading the brief" />
    </>
  );
}
