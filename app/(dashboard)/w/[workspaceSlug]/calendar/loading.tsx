import type { JSX } from "react";
import { SkeletonHeader, SkeletonMonth } from "@/app/_ui/skeletons";

export default function Loading(): JSX.Element {
  return (
    <>
      <SkeletonHeader label="Loading the calendar" />
      <SkeletonMonth label="Loading its days" />
    </>
  );
}
