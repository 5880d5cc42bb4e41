import type { JSX } from "react";
import { SkeletonColumns, SkeletonHeader } from "@/app/_ui/skeletons";

export default function Loading(): JSX.Element {
  return (
    <>
      <SkeletonHeader label="Loading the board" />
      <SkeletonColumns label="Loading its columns" columns={6} />
    </>
  );
}
