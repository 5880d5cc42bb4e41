import type { JSX } from "react";
import { SkeletonForm } from "@/app/_ui/skeletons";
import { ArticleSkeleton } from "../article-skeleton";

export default function Loading(): JSX.Element {
  return (
    <ArticleSkeleton>
      <SkeletonForm fields={3} label="Loading what would be sent" />
    </ArticleSkeleton>
  );
}
