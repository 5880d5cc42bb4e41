import type { JSX } from "react";
import { SkeletonHeader, SkeletonTable } from "@/app/_ui/skeletons";

/** What a page of the workspace will look like, while it is on its way. */
export default function Loading(): JSX.Element {
  return (
    <>
      <SkeletonHeader label="Loading the page" />
      <SkeletonTable label="Loading its rows" rows={6} />
    </>
  );
}
