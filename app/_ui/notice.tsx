import clsx from "clsx";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { JSX, ReactNode } from "react";

export type NoticeTone = "neutral" | "good" | "caution" | "bad";

export interface NoticeProps {
  tone: NoticeTone;
  /** What is the case, in one sentence. */
  title: ReactNode;
  /** Why, and what to do about it. */
  children?: ReactNode;
  action?: ReactNode;
  /** `alert` interrupts a screen reader: only for what has just happened. */
  role?: "alert" | "status";
}

const LOOKS: Readonly<Record<NoticeTone, { box: string; icon: ReactNode }>> = {
  neutral: { box: "bg-accent-wash", icon: <Info className="text-accent" aria-hidden /> },
  good: { box: "bg-green-wash", icon: <CircleCheck className="text-green" aria-hidden /> },
  caution: { box: "bg-amber-wash", icon: <TriangleAlert className="text-amber" aria-hidden /> },
  bad: { box: "bg-red-wash", icon: <CircleAlert className="text-red" aria-hidden /> },
};

/** Something the reader should know before going on. A refusal says what, why, and what to do. */
export function Notice(props: Readonly<NoticeProps>): JSX.Element {
  const { tone, title, children, action, role } = props;
  const look = LOOKS[tone];
  return (
    <div
      role={role}
      className={clsx(
        "flex items-start gap-3 rounded-md px-4 py-3 [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0",
        look.box,
      )}
    >
      {look.icon}
      <div className="min-w-0 flex-1">
        <p className="font-medium text-ink">{title}</p>
        {children !== undefined && children !== false && (
          <div className="mt-1 text-soft">{children}</div>
        )}
        {action !== undefined && <div className="mt-3">{action}</div>}
      </div>
    </div>
  );
}
