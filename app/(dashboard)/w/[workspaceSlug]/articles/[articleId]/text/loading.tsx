import type { JSX } from "react";
import { SkeletonArticle, SkeletonTable } from "@/app/_ui/skeletons";
import { ArticleSkeleton } from "../article-skeleton";

export default function Loading(): JSX.Element {
  return (
    <ArticleSkeleton
      beside={<SkeletonTable rows={5} label="Loading what stands behind the text" />}
    >
      <SkeletonArticle label="Loading the text" />
    </ArticleSkeleton>
  );
}
