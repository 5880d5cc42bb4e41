import type { JSX } from "react";
import { SkeletonForm, SkeletonHeader } from "@/app/_ui/skeletons";

export default function Loading(): JSX.Element {
  return (
    <>
      <SkeletonHeader label="Loading the outbound rules" />
      <SkeletonForm label="Loading its fields" fields={2} />
    </>
  );
}
