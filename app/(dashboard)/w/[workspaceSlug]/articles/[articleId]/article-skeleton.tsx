import type { JSX, ReactNode } from "react";
import { SkeletonHeader } from "@/app/_ui/skeletons";

interface ArticleSkeletonProps {
  children: ReactNode;
  /** What stands in the narrow column beside it, on the pages that have one. */
  beside?: ReactNode;
}

/** The frame of a page of an article that is on its way: nothing moves when the page comes. */
export function ArticleSkeleton({ children, beside }: Readonly<ArticleSkeletonProps>): JSX.Element {
  return (
    <>
      <SkeletonHeader label="Loading the article" />
      <div className="-mt-2 mb-8 h-11 border-b" />
      {beside === undefined ? (
        children
      ) : (
        <div className="grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <div>{children}</div>
          <div>{beside}</div>
        </div>
      )}
    </>
  );
}
