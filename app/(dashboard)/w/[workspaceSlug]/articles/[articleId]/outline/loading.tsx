import type { JSX } from "react";
import { SkeletonArticle, SkeletonHeader } from "@/app/_ui/skeletons";

export default function Loading(): JSX.Element {
  return (
    <>
      <SkeletonHeader label="Loading the article" />
      <SkeletonArticle label="Loading the outline" />
    </>
  );
}
